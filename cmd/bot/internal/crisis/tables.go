package crisis

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// phraseFiles are the tables, compiled into the program.
//
//go:embed phrases/*.txt
var phraseFiles embed.FS

// tables is everything Check needs, ready for matching.
type tables struct {
	words    *vocabulary
	hits     index
	innocent index
	softened index
}

// compile reads the tables and panics on a mistake in them.
func compile(files fs.FS) *tables {
	p := &parser{words: newVocabulary(), classes: map[string][]string{}}
	p.words.spell(rows(files, "spellings"))
	p.words.mark(p.words.turns, rows(files, "turns"))
	p.words.mark(p.words.everyday, rows(files, "everyday"))
	for _, row := range rows(files, "classes") {
		name, list := pair(row)
		p.classes[name] = append(p.classes[name], split(list, '|')...)
	}
	d := &tables{words: p.words}
	fill := func(x *index, t Tier, names ...string) {
		for _, name := range names {
			for _, line := range rows(files, name) {
				x.add(p.phrase(line, t))
			}
		}
	}
	fill(&d.hits, A, "acute_en", "acute_es")
	fill(&d.hits, Medical, "medical_en", "medical_es")
	fill(&d.hits, B, "heavy_en", "heavy_es")
	fill(&d.innocent, None, "innocent_en", "innocent_es")
	fill(&d.softened, B, "softened_en", "softened_es")
	p.words.mark(p.words.fillers, rows(files, "fillers"))
	p.words.tolerate(rows(files, "tolerated"))
	return d
}

// rows returns the lines of a table without comments.
func rows(files fs.FS, name string) []string {
	data, err := fs.ReadFile(files, "phrases/"+name+".txt")
	if err != nil {
		panic(fmt.Sprintf("crisis: %v", err))
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// pair reads a row "names = value".
func pair(row string) (name, value string) {
	name, value, ok := strings.Cut(row, "=")
	if !ok {
		panic(fmt.Sprintf("crisis: row %q has no =", row))
	}
	return strings.TrimSpace(name), strings.TrimSpace(value)
}
