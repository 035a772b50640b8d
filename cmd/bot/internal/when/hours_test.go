package when

import (
	"reflect"
	"testing"
)

func TestClocks(t *testing.T) {
	for text, want := range map[string][]Clock{
		"14:35":              {{14, 35}},
		"2:35 pm":            {{14, 35}},
		"2.35pm":             {{14, 35}},
		"2.35":               {{2, 35}, {14, 35}},
		"1435":               {{14, 35}},
		"0235":               {{2, 35}},
		"235":                {{2, 35}, {14, 35}},
		"2:35":               {{2, 35}, {14, 35}},
		"02:35":              {{2, 35}},
		"it's 2:35":          {{2, 35}, {14, 35}},
		"9":                  {{9, 0}, {21, 0}},
		"21h":                {{21, 0}},
		"12:10":              {{12, 10}, {0, 10}},
		"12:10 am":           {{0, 10}},
		"0:10":               {{0, 10}},
		"noon":               {{12, 0}},
		"midnight":           {{0, 0}},
		"24:00":              {{0, 0}},
		"half past two":      {{2, 30}, {14, 30}},
		"ten to five pm":     {{16, 50}},
		"2:35 in the night":  {{2, 35}},
		"las dos y media":    {{2, 30}, {14, 30}},
		"son las 3 de tarde": nil,
		"3 de la tarde":      {{15, 0}},
		"now":                nil,
		"":                   nil,
		"2:35 tomorrow":      nil,
		"tuesday":            nil,
		"an hour ago":        nil,
		"24:35":              nil,
		"2:60":               nil,
		"2460":               nil,
		"8-21":               nil,
	} {
		if got := Clocks(text); !reflect.DeepEqual(got, want) {
			t.Errorf("Clocks(%q) = %v, want %v", text, got, want)
		}
		hour, minute, ok := ParseClock(text)
		if ok != (want != nil) || ok && (Clock{hour, minute}) != want[0] {
			t.Errorf("ParseClock(%q) = %d:%02d, %v, want the first of %v", text, hour, minute, ok, want)
		}
	}
}

func TestHours(t *testing.T) {
	const h = 60
	for text, want := range map[string][2]int{
		"8-21":                              {8 * h, 21 * h},
		"8 - 21":                            {8 * h, 21 * h},
		"8–21":                              {8 * h, 21 * h},
		"8h-21h":                            {8 * h, 21 * h},
		"08:00-21:30":                       {8 * h, 21*h + 30},
		"8:30 to 22:15":                     {8*h + 30, 22*h + 15},
		"from 9 to 8pm":                     {9 * h, 20 * h},
		"9am-8pm":                           {9 * h, 20 * h},
		"between 9 and 9":                   {9 * h, 21 * h},
		"9-5":                               {9 * h, 17 * h},
		"8-10":                              {8 * h, 22 * h},
		"7 to 9pm":                          {7 * h, 21 * h},
		"10-6":                              {10 * h, 18 * h},
		"09:00-11:00":                       {9 * h, 11 * h},
		"9-13":                              {9 * h, 13 * h},
		"8 until midnight":                  {8 * h, 24 * h},
		"8-24":                              {8 * h, 24 * h},
		"9am to 12am":                       {9 * h, 24 * h},
		"0-24":                              {0, 24 * h},
		"quarter to nine to 9pm":            {8*h + 45, 21 * h},
		"8 in the morning to 9 pm":          {8 * h, 21 * h},
		"de 9 a 21":                         {9 * h, 21 * h},
		"desde las 9 hasta las 21":          {9 * h, 21 * h},
		"entre las 8 y las 22":              {8 * h, 22 * h},
		"de 8 de la mañana a 9 de la noche": {8 * h, 21 * h},
	} {
		from, to, ok := ParseHours(text)
		if !ok || from != want[0] || to != want[1] {
			t.Errorf("ParseHours(%q) = %d, %d, %v, want %v", text, from, to, ok, want)
		}
	}
	for _, text := range []string{
		"", "8", "8-", "-21", "8-21-22", "21-21", "12 to 12", "25-26", "8 to 25", "tomorrow 8 to 21",
		"8 to tomorrow", "from 8", "all day", "8 and 21", "between 8 to 21",
	} {
		if from, to, ok := ParseHours(text); ok {
			t.Errorf("ParseHours(%q) = %d, %d, want it not understood", text, from, to)
		}
	}
}
