package content

import (
	"fmt"
	"testing"
)

// A member in a long course reads every wording once before any comes again,
// and from then on always the one they read longest ago.
func TestPickInTurn(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		for _, k := range kinds {
			n := len(l.Prompts(lang, k))
			for seed := range uint64(2 * n) {
				var used []string
				for i := range 3 * n {
					p := l.Pick(lang, k, true, used, seed)
					if i < n && lastIndex(used, p.ID) >= 0 {
						t.Fatalf("%s: %s, seed %d: %s comes again as number %d of %d", lang, k, seed, p.ID, i, n)
					}
					if i >= n && p.ID != used[i-n] {
						t.Fatalf("%s: %s, seed %d: %s as number %d, want the one of longest ago, %s", lang, k, seed, p.ID, i, used[i-n])
					}
					used = append(used, p.ID)
				}
			}
		}
	}
}

func TestPick(t *testing.T) {
	l, err := Load(library("en/words.yaml", goodWords, "en/prompts.yaml", "capture:\n  - {id: a, first: A, ask: A}\n  - {id: b, first: B, ask: B}\n  - {id: c, first: C, ask: C}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		used []string
		seed uint64
		want string
	}{
		{"the seed says where to begin", nil, 0, "a"},
		{"the next seed begins later", nil, 1, "b"},
		{"a large seed wraps", nil, 1<<64 - 1, "a"}, // 2^64-1 is a multiple of three
		{"what is used is passed over", []string{"a"}, 0, "b"},
		{"past the end it goes on at the beginning", []string{"c"}, 2, "a"},
		{"what is no longer in the library counts for nothing", []string{"x", "y", "a"}, 0, "b"},
		{"all used: the one of longest ago", []string{"b", "c", "a"}, 0, "b"},
		{"twice used: its last time counts", []string{"a", "b", "c", "a"}, 0, "b"},
		{"all used: the seed has no say", []string{"c", "b", "a"}, 1, "c"},
	} {
		if got := l.Pick("en", "capture", true, c.used, c.seed); got.ID != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.ID, c.want)
		}
	}
	if got := l.Pick("en", "therapy", true, nil, 1); got != (Prompt{}) {
		t.Errorf("a kind without prompts: %v", got)
	}
}

// Members of neighbouring seeds are not all asked the same on the same day.
func TestPickSpreads(t *testing.T) {
	l := Builtin()
	for _, k := range kinds {
		n := len(l.Prompts("en", k))
		first := map[string]int{}
		for seed := range uint64(100 * n) {
			first[l.Pick("en", k, true, nil, seed).ID]++
		}
		if len(first) != n {
			t.Errorf("%s: %d of %d wordings are ever first", k, len(first), n)
		}
		for id, times := range first {
			if times != 100 {
				t.Errorf("%s: %s is first for %d of %d members", k, id, times, 100*n)
			}
		}
	}
}

func TestPickIsTheSameAgain(t *testing.T) {
	a, b := Builtin(), Builtin()
	for _, k := range kinds {
		for seed := range uint64(50) {
			used := []string{fmt.Sprint("p", seed%9), "n1", "t2"}
			if x, y := a.Pick("en", k, true, used, seed), b.Pick("en", k, true, used, seed); x != y {
				t.Errorf("%s, seed %d: %s and %s", k, seed, x.ID, y.ID)
			}
		}
	}
}
