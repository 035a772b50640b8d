package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/crisis"
	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/bolt"
)

// benchService is the whole bot on real files and in real time, with a Telegram
// that answers at once and has no limits.
func benchService(b *testing.B, members int) (*telegramtest.Telegram, func()) {
	b.Helper()
	db, err1 := bolt.Open(filepath.Join(b.TempDir(), "b.db"))
	keys, err2 := bolt.Open(filepath.Join(b.TempDir(), "b.keys"))
	if err1 != nil || err2 != nil {
		b.Fatal(err1, err2)
	}
	store, err := storage.Open(b.Context(), db, keys, [32]byte{1})
	if err != nil {
		b.Fatal(err)
	}
	fill(b, store, members, time.Now().Add(-48*time.Hour))
	tg := telegramtest.New(testToken, time.Now)
	tg.SetLimits(telegramtest.Limits{})
	for i := range members {
		tg.Chat(int64(i + 1))
	}
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() {
		done <- serve(ctx, service{Store: store, HTTP: tg, Token: testToken, APIURL: "https://telegram.invalid", Now: time.Now,
			Log: slog.New(slog.DiscardHandler), Talk: &talk.Talk{Words: content.Builtin(), Protocol: nudges.Default(), Clinic: crisis.Clinic{Phone: "1", Country: "US"}}})
	}()
	return tg, func() {
		cancel()
		<-done
		db.Close()
		keys.Close()
	}
}

// fill stores members who joined and whose latest session ended at a moment.
func fill(b *testing.B, store *storage.Store, members int, ended time.Time) {
	b.Helper()
	p := nudges.Default()
	const chunk = 1000
	for from := 0; from < members; from += chunk {
		err := store.Update(b.Context(), func(tx *storage.Tx) error {
			for i := from; i < min(from+chunk, members); i++ {
				u, err := tx.Meet(int64(i + 1))
				if err != nil {
					return err
				}
				m, err := tx.Member(u)
				if err != nil {
					return err
				}
				yes := nudges.Answer{Yes: true, At: ended}
				m.Zone, m.Consent = "America/New_York", nudges.Consent{Version: 1, Adult: ended, Nudges: yes, Notes: yes}
				m.Sessions, m.Counted = []nudges.Session{{ID: "S1", End: ended, Logged: ended}}, 1
				var ring time.Time
				m.Next, ring = nudges.Alarm(p, m, ended)
				if err := tx.SetMember(u, m, ring); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := store.Update(b.Context(), func(tx *storage.Tx) error { return tx.SetProtocol(p.Fingerprint()) }); err != nil {
		b.Fatal(err)
	}
}

// answered waits until a member's message has its reaction.
func answered(tg *telegramtest.Telegram, chat int64, message int) {
	for {
		changed := tg.Changed()
		for _, m := range slices.Backward(tg.Chat(chat).Messages()) {
			if m.ID == message && m.Reaction != "" {
				return
			}
		}
		<-changed
	}
}

func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	ms := func(q float64) float64 { return took[int(q*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(ms(0.5), "ms-median")
	b.ReportMetric(ms(0.99), "ms-p99")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkReply is one member writing one note at a time: from the message to
// the reaction that says it is kept.
func BenchmarkReply(b *testing.B) {
	tg, stop := benchService(b, 1)
	defer stop()
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		answered(tg, 1, tg.Chat(1).Says("a note"))
		took = append(took, time.Since(began))
	}
	percentiles(b, took)
}

// BenchmarkReplyAt200 is 200 messages a second from 200 members.
func BenchmarkReplyAt200(b *testing.B) {
	const members, perSecond = 200, 200
	tg, stop := benchService(b, members)
	defer stop()
	seconds := 5
	if testing.Short() {
		seconds = 1
	}
	for b.Loop() {
		results := make(chan time.Duration, seconds*perSecond)
		tick := time.NewTicker(time.Second / perSecond)
		for i := range seconds * perSecond {
			<-tick.C
			chat := int64(i%members + 1)
			began := time.Now()
			message := tg.Chat(chat).Says("a note")
			go func() {
				answered(tg, chat, message)
				results <- time.Since(began)
			}()
		}
		tick.Stop()
		var took []time.Duration
		for range seconds * perSecond {
			took = append(took, <-results)
		}
		percentiles(b, took)
	}
}

// BenchmarkStart is the program as a process of its own: from its start to the
// first nudge it sends, with one due and all others waiting, and the memory it
// took by then.
func BenchmarkStart(b *testing.B) {
	for _, members := range []int{1000, 100_000} {
		if testing.Short() && members > 1000 {
			continue
		}
		b.Run(fmt.Sprint(members), func(b *testing.B) { benchStart(b, members) })
	}
}

func benchStart(b *testing.B, members int) {
	dir := b.TempDir()
	tg := telegramtest.New(testToken, time.Now)
	server := httptest.NewServer(tg)
	defer func() { server.CloseClientConnections(); server.Close() }()
	write(b, dir+"/config.yaml", "telegram:\n  token_file: token\n  api_url: "+server.URL+"\nclinic:\n  phone: \"+1 212 555 0199\"\n  country: US\n")
	write(b, dir+"/token", testToken)
	write(b, dir+"/data/master.key", strings.Repeat("00", 32))
	due := int64(members + 1)
	tg.Chat(due)
	withStore(b, dir, func(store *storage.Store) { fill(b, store, members, time.Now().Add(-time.Minute)) })
	prepareDue(b, dir, due)
	for b.Loop() {
		began := time.Now()
		bot := exec.Command(os.Args[0])
		bot.Args = []string{"bot", "run", "--config", dir + "/config.yaml"}
		bot.Env = append(os.Environ(), "AFTERGLOW_BOT=1")
		if err := bot.Start(); err != nil {
			b.Fatal(err)
		}
		for changed := tg.Changed(); len(tg.Chat(due).Messages()) == 0; changed = tg.Changed() {
			<-changed
		}
		b.ReportMetric(time.Since(began).Seconds()*1000, "ms-to-first-send")
		b.ReportMetric(resident(b, bot.Process.Pid), "MB-resident")
		b.ReportMetric(0, "ns/op")
		bot.Process.Signal(os.Interrupt)
		bot.Wait()
		b.StopTimer()
		due++ // another one: the last may not be sent the next thing within a second
		tg.Chat(due)
		prepareDue(b, dir, due)
		b.StartTimer()
	}
}

func write(b *testing.B, path, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
}

// resident is what a process has in memory, in MB (Linux, proc(5), VmRSS).
func resident(b *testing.B, pid int) (mb float64) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("memory is read from /proc, which is not here")
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var kb float64
		if n, _ := fmt.Sscanf(lines.Text(), "VmRSS: %f kB", &kb); n == 1 {
			return kb / 1024
		}
	}
	return 0
}

func withStore(b *testing.B, dir string, do func(*storage.Store)) {
	store, closeStore, err := openPair(b.Context(), dir+"/data/afterglow.db", dir+"/data/afterglow.keys", [32]byte{})
	if err != nil {
		b.Fatal(err)
	}
	defer closeStore()
	do(store)
}

// prepareDue makes one member whose nudge is due now: a capture of a session
// four hours ago, in the zone where it is early afternoon.
func prepareDue(b *testing.B, dir string, chat int64) {
	withStore(b, dir, func(store *storage.Store) {
		now := time.Now()
		west := now.UTC().Hour() - 15 // Etc/GMT+1 is an hour west of Greenwich
		if west < -12 {
			west += 24
		}
		zone := fmt.Sprintf("Etc/GMT%+d", west)
		err := store.Update(b.Context(), func(tx *storage.Tx) error {
			u, err := tx.Meet(chat)
			if err != nil {
				return err
			}
			yes := nudges.Answer{Yes: true, At: now}
			ended := now.Add(-5 * time.Hour)
			m := nudges.Member{Zone: zone, Consent: nudges.Consent{Version: 1, Adult: now, Nudges: yes, Notes: yes},
				Sessions: []nudges.Session{{ID: "S1", End: ended, Logged: ended}}}
			m.Next, _ = nudges.Alarm(nudges.Default(), m, ended)
			return tx.SetMember(u, m, now)
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}
