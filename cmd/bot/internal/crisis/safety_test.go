package crisis

import "testing"

// TestPromised is the table the product promises, word for word.
func TestPromised(t *testing.T) {
	rows := []struct {
		want  Tier
		texts []string
	}{
		{A, []string{"I'm going to kill myself tonight", "i want to end my life", "kms", "unalive myself"}},
		{A, []string{"I have the pills in front of me", "I cut myself last night", "the voices tell me to hurt myself"}},
		{A, []string{"quiero morirme", "no quiero vivir"}},
		{A, []string{"ego death was beautiful but honestly I want to die"}},
		{A, []string{"i cant stop thinking about killing myself"}},
		{B, []string{"I wish I hadn't come back from the session", "they'd be better off without me", "there's no way out", "I can't take feeling like this anymore", "I want to sleep forever"}},
		{B, []string{"end it", "make it stop", "I just want it to stop"}},
		{B, []string{"I'm not suicidal, just sad"}},
		{Medical, []string{"I took more at home and my chest hurts", "can't breathe"}},
		{None, []string{"I died in there and it was the most peaceful thing", "full ego death, I dissolved", "part of me died and I feel lighter", "letting the old story die"}},
		{None, []string{"felt like I was dying for a minute, then light", "I want to kill my inner critic", "this job is killing me lol"}},
		{None, []string{"my brother died by suicide in 2009, he came up today"}},
		{None, []string{"I'm so tired of this", "what's the point", "I'm over it"}},
		{None, []string{"dead battery", "deadline", "suicide squad"}},
	}
	for _, row := range rows {
		for _, text := range row.texts {
			if got := Check(text); got != row.want {
				t.Errorf("Check(%q) = %s, want %s%s", text, name(got), name(row.want), why(text))
			}
		}
	}
}

// TestImageryLowersNothing puts session imagery beside every hit of the
// promised table.
func TestImageryLowersNothing(t *testing.T) {
	imagery := []string{"full ego death, I dissolved", "I died and came back", "my brother died by suicide in 2009", "morí y volví", "dying of laughter"}
	cries := map[string]Tier{"I want to die": A, "no quiero vivir": A, "I cut myself last night": A, "there's no way out": B, "ojalá no despertara": B}
	for cry, want := range cries {
		for _, i := range imagery {
			for _, text := range []string{i + ". " + cry, cry + ". " + i, i + " and " + cry, i + "\n" + cry} {
				if got := Check(text); got != want {
					t.Errorf("Check(%q) = %s, want %s%s", text, name(got), name(want), why(text))
				}
			}
		}
	}
}

func TestHighestTierWins(t *testing.T) {
	const acute, heavy, medical = "I want to die", "I feel hopeless", "my chest hurts"
	for text, want := range map[string]Tier{
		heavy + ". " + medical:                 Medical,
		medical + ". " + acute:                 A,
		heavy + ". " + medical + ". " + acute:  A,
		acute + ". I'm not suicidal, just sad": A,
	} {
		if got := Check(text); got != want {
			t.Errorf("Check(%q) = %s, want %s", text, name(got), name(want))
		}
	}
}

// TestSoftening holds that what is past, denied or somebody else's stays heavy,
// and that a turn of thought takes the past away.
func TestSoftening(t *testing.T) {
	for text, want := range map[string]Tier{
		"two years ago I wanted to kill myself":                        B,
		"when I was 15 I tried to kill myself":                         B,
		"when I was 15 it was bad and today I want to kill myself":     A,
		"two years ago I was fine but now I'm going to kill myself":    A,
		"my brother died by suicide in 2009\nI'm going to kill myself": A,
		"years ago my dog died\nI want to kill myself":                 A,
		"Kurt Cobain's suicide shook my class":                         None,
		"my sister wants to kill herself":                              B,
		"I would never kill myself":                                    B,
		"I never thought I'd say this. I'm going to kill myself":       A,
		"hace dos años intenté matarme":                                B,
		"hace dos años estaba bien pero hoy quiero matarme":            A,
		"took 2 ibuprofen":                                             None,
		"took 30 ibuprofen":                                            A,
		"took 400 ibuprofen":                                           None,
		"no reason to live":                                            B,
		"found a reason to live":                                       None,
		"I'd rather die than eat that":                                 None,
		"I'd rather die than live like this":                           A,
		"i w a n t t o d i e b e c a u s e o f x z q":                  A,
		"honestlyzzziwanttodieqqq":                                     A,
	} {
		if got := Check(text); got != want {
			t.Errorf("Check(%q) = %s, want %s%s", text, name(got), name(want), why(text))
		}
	}
}
