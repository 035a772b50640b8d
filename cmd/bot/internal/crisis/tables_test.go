package crisis

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestTables finds rows of the tables that do nothing: written twice, classes
// nobody uses.
func TestTables(t *testing.T) {
	seen, used := map[string]string{}, ""
	for _, name := range []string{
		"acute_en", "acute_es", "heavy_en", "heavy_es", "medical_en", "medical_es",
		"innocent_en", "innocent_es", "softened_en", "softened_es",
	} {
		for _, line := range rows(phraseFiles, name) {
			if other, ok := seen[line]; ok {
				t.Errorf("%s repeats %q of %s", name, line, other)
			}
			seen[line] = name
			if strings.Count(line, "(") != strings.Count(line, ")") {
				t.Errorf("%s: parentheses of %q", name, line)
			}
			used += line + "\n"
		}
	}
	for _, line := range rows(phraseFiles, "classes") {
		used += line[strings.Index(line, "="):] + "\n"
	}
	for _, line := range rows(phraseFiles, "classes") {
		name, _ := pair(line)
		if !strings.Contains(strings.NewReplacer("(", " ", ")", " ", "|", " ", "?", " ", "\n", " ").Replace(used), " "+name+" ") {
			t.Errorf("nothing uses the class %s", name)
		}
	}
}

// TestMistakesPanic: a mistake in a table is met by every test, not by a member.
func TestMistakesPanic(t *testing.T) {
	for mistake, phrase := range map[string]string{
		"unknown class": "NOSUCH die", "begins with a gap": ".. die", "begins with an end": "$ die",
	} {
		t.Run(mistake, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Errorf("%q compiled", phrase)
				}
			}()
			files := fstest.MapFS{}
			for _, name := range []string{
				"acute_en", "acute_es", "heavy_en", "heavy_es", "medical_en", "medical_es", "innocent_en", "innocent_es",
				"softened_en", "softened_es", "spellings", "classes", "fillers", "tolerated", "everyday", "turns",
			} {
				files["phrases/"+name+".txt"] = &fstest.MapFile{}
			}
			files["phrases/acute_en.txt"] = &fstest.MapFile{Data: []byte(phrase)}
			compile(files)
		})
	}
}
