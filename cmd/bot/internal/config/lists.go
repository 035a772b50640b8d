package config

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"afterglow/nudges"
)

// items are the parts of a list: in brackets, with a dash each, or a single one.
func (r *reader) items(n ast.Node, where Mistake) []entry {
	list, is := n.(*ast.SequenceNode)
	if !is {
		return []entry{{where: where, value: n}}
	}
	var all []entry
	for _, v := range list.Values {
		if v = r.unwrap(v, where.Key, where); v != nil {
			all = append(all, entry{where: at(v, where.Key, where), value: v})
		}
	}
	return all
}

// texts are the items of a list, as they are written.
func (r *reader) texts(n ast.Node, where Mistake, want string, use func(where Mistake, text string)) {
	for _, item := range r.items(n, where) {
		written, ok := joined(item.value)
		if !ok {
			r.wrong(item.where, "expected "+want+", found "+describe(item.value))
			continue
		}
		if looksSecret(written) {
			r.wrong(item.where, secretHere)
			continue
		}
		use(item.where, strings.TrimSpace(written))
	}
}

// times are the days and times at which a kind may go, best first.
type times struct{ to *[]nudges.Named }

func (v times) wanted() string { return "days with times, such as D2 10:00 or D3 10:00" }

func (v times) shown() string {
	all := make([]string, len(*v.to))
	for i, n := range *v.to {
		all[i] = n.String()
	}
	return list(all, "or")
}

// betweenTimes stands between times that are written on one line.
var betweenTimes = regexp.MustCompile(` *(, *(or |else )?| or | else ) *`)

func (v times) read(r *reader, n ast.Node, where Mistake) {
	var all []nudges.Named
	r.texts(n, where, v.wanted(), func(where Mistake, text string) {
		for _, one := range betweenTimes.Split(text, -1) {
			named, wrong := parseNamed(one)
			if wrong != "" {
				r.wrong(where, wrong)
				continue
			}
			all = append(all, named)
		}
	})
	*v.to = all
}

// intensities are those that have a kind.
type intensities struct{ to *[]nudges.Intensity }

func (v intensities) wanted() string { return "intensities, such as [standard, full]" }

func (v intensities) shown() string {
	all := make([]string, len(*v.to))
	for i, in := range *v.to {
		all[i] = string(in)
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func (v intensities) read(r *reader, n ast.Node, where Mistake) {
	var all []nudges.Intensity
	known := oneOf(string(nudges.Gentle), string(nudges.Standard), string(nudges.Full))
	r.texts(n, where, v.wanted(), func(where Mistake, text string) {
		if wrong := known(text); wrong != "" {
			r.wrong(where, wrong)
			return
		}
		all = append(all, nudges.Intensity(text))
	})
	if len(all) == 0 && r.sound(where.Key) {
		r.wrong(where, "is empty; to switch the kind off write off: true")
	}
	*v.to = all
}

// dates are local dates; what they mean is checked with the circle.
type dates struct{ to *[]string }

func (v dates) wanted() string { return "dates, such as [2026-12-24]" }
func (v dates) shown() string  { return "" }

func (v dates) read(r *reader, n ast.Node, where Mistake) {
	*v.to = nil
	r.texts(n, where, v.wanted(), func(_ Mistake, text string) { *v.to = append(*v.to, text) })
}

// A flag is true or false.
type flag struct{ to *bool }

func (v flag) wanted() string { return "true or false" }
func (v flag) shown() string  { return fmt.Sprint(*v.to) }

func (v flag) read(r *reader, n ast.Node, where Mistake) {
	b, is := n.(*ast.BoolNode)
	if !is {
		r.wrong(where, "expected true or false, found "+describe(n))
		return
	}
	*v.to = b.Value
}
