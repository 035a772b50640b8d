package nudges

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// figures calls change for every figure within v, set to another value, and
// sets it back.
func figures(v reflect.Value, path string, change func(path string)) {
	set := func(other reflect.Value) {
		old := reflect.ValueOf(v.Interface())
		v.Set(other)
		change(path)
		v.Set(old)
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			figures(v.Field(i), path+"."+v.Type().Field(i).Name, change)
		}
	case reflect.Slice:
		for i := range v.Len() {
			figures(v.Index(i), fmt.Sprintf("%s[%d]", path, i), change)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			old := v.MapIndex(k)
			v.SetMapIndex(k, reflect.ValueOf(int(old.Int()+1)))
			change(path + "." + k.String())
			v.SetMapIndex(k, old)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			figures(v.Elem(), path, change)
		}
	case reflect.Interface: // the circles have a test of their own
	case reflect.Bool:
		set(reflect.ValueOf(!v.Bool()))
	case reflect.String:
		set(reflect.ValueOf(v.String() + "x").Convert(v.Type()))
	default:
		set(reflect.ValueOf(v.Int() + 1).Convert(v.Type()))
	}
}

// TestFingerprint: no figure can change without it.
func TestFingerprint(t *testing.T) {
	p := Default()
	if p.Fingerprint() != Default().Fingerprint() || len(p.Fingerprint()) != 16 {
		t.Fatalf("fingerprint %q, then %q", p.Fingerprint(), Default().Fingerprint())
	}
	seen := map[string]string{p.Fingerprint(): "the default"}
	figures(reflect.ValueOf(&p).Elem(), "Protocol", func(path string) {
		f := p.Fingerprint()
		if other, ok := seen[f]; ok {
			t.Errorf("%s changed: the same fingerprint as %s", path, other)
		}
		seen[f] = path
	})
	if len(seen) < 60 {
		t.Errorf("only %d figures", len(seen))
	}
}

// TestFingerprintOfCircles: other circles set all alarms anew, too.
func TestFingerprintOfCircles(t *testing.T) {
	seen := map[string]bool{}
	for _, circles := range []Calendar{nil, Listed{}, Listed{{ID: "C1"}}, Listed{{ID: "C1", At: ny(t, "2026-06-18 18:30")}}, Listed{{ID: "C1"}, {ID: "C2"}}} {
		p := Default()
		p.Circles = circles
		seen[p.Fingerprint()] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d fingerprints of five calendars", len(seen))
	}
}

func TestKinds(t *testing.T) {
	if got, want := Default().Kinds(), []Kind{Intention, Capture, PrimeJournal, Mindfulness, Therapy, SmallStep, WeekReflect, Keep14, Keep28,
		CircleInvite, ApptPrep, AfterTalk, Mindfulness2, Connect}; !slices.Equal(got, want) {
		t.Errorf("kinds %v, want %v", got, want)
	}
}

func TestReasonClass(t *testing.T) {
	for r, want := range map[Reason]Reason{
		SupersededBy("S2"):         Superseded,
		MergedInto(Therapy, "S12"): Merged,
		NoSlot:                     NoSlot,
		"":                         "",
	} {
		if got := r.Class(); got != want {
			t.Errorf("%q is a %q, want %q", r, got, want)
		}
	}
	if got := MergedInto(Therapy, "S2"); got != "merged into therapy S2" {
		t.Errorf("%q", got)
	}
}

func TestIDs(t *testing.T) {
	for id, want := range map[ID]ID{"S1/therapy": "S1/therapy", "S1/therapy/again2": "S1/therapy", "": ""} {
		if got := id.Original(); got != want {
			t.Errorf("%q repeats %q, want %q", id, got, want)
		}
	}
}
