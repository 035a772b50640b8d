package main

import (
	"net/http/httptest"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the bot: for scripts under the name "bot",
// for benchmarks when the environment says so.
func TestMain(m *testing.M) {
	if os.Getenv("AFTERGLOW_BOT") != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"bot": main})
}

// TestCommandLine runs testdata/cli/*.txt: the real program as a process of its
// own. $TELEGRAM is the address of a Telegram that knows $TOKEN, $REVOKED that
// of one where the token is no longer valid.
func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/cli",
		Setup: func(e *testscript.Env) error {
			tg, revoked := telegramtest.New(testToken, time.Now), telegramtest.New(testToken, time.Now)
			revoked.Revoke()
			one, two := httptest.NewServer(tg), httptest.NewServer(revoked)
			e.Defer(func() { one.CloseClientConnections(); one.Close() })
			e.Defer(func() { two.CloseClientConnections(); two.Close() })
			e.Values["telegram"] = tg
			e.Setenv("TELEGRAM", one.URL)
			e.Setenv("REVOKED", two.URL)
			e.Setenv("TOKEN", testToken)
			return os.WriteFile(e.WorkDir+"/token", []byte(testToken+"\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"running": running, "config": writeConfig, "terminate": terminate},
	})
}

// running waits until as many starts as its argument says have put their menu
// into the chats.
func running(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	for range 500 {
		menus := 0
		for _, c := range ts.Value("telegram").(*telegramtest.Telegram).Calls() {
			if c.Method == "setMyCommands" {
				menus++
			}
		}
		if menus >= want*len(content.Builtin().Languages()) { // each has a menu
			return
		}
		time.Sleep(10 * time.Millisecond) // another process: no bubble reaches it
	}
	ts.Fatalf("the bot does not run")
}

// writeConfig writes a whole configuration for a Telegram at an address.
func writeConfig(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("telegram:\n  token_file: token\n  api_url: "+args[1]+
		"\nclinic:\n  phone: \"+1 212 555 0199\"\n  country: US\n"), 0o600))
}

// terminate sends SIGTERM to what runs in the background and gives it five
// seconds to end.
func terminate(ts *testscript.TestScript, neg bool, args []string) {
	began := time.Now()
	for _, c := range ts.BackgroundCmds() {
		ts.Check(c.Process.Signal(syscall.SIGTERM))
		for c.Process.Signal(syscall.Signal(0)) == nil {
			if time.Since(began) > 5*time.Second {
				ts.Fatalf("still running after five seconds")
			}
			time.Sleep(10 * time.Millisecond) // another process: no bubble reaches it
		}
	}
	ts.Logf("ended after %v", time.Since(began).Round(time.Millisecond))
}
