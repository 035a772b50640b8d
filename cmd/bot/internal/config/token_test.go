package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestToken(t *testing.T) {
	const badForm = " is not a bot token; it is digits, a colon and 35 or more letters, digits, - or _, without quotes, as @BotFather shows it"
	tests := []struct {
		name    string
		env     string
		file    string // content; "-" for no file, "" for none named
		mode    os.FileMode
		wantErr string // with FILE for the path; "" for the token
	}{
		{"environment", goodToken, "", 0, ""},
		{"environment with space", " " + goodToken + "\r\n", "", 0, ""},
		{"environment before the file", goodToken, "1:other", 0o644, ""},
		{"file", "", goodToken + "\n", 0o600, ""},
		{"file that cannot be written", "", goodToken, 0o400, ""},
		{"file with a byte order mark", "", "\ufeff" + goodToken + "\r\n", 0o600, ""},
		{"blank environment, file", " ", goodToken, 0o600, ""},
		{"nothing", "", "", 0, "config: " + ErrNoToken.Error()},
		{"quotes", `"` + goodToken + `"`, "", 0, "config: BOT_TOKEN" + badForm},
		{"too short", goodToken[:44], "", 0, "config: BOT_TOKEN" + badForm},
		{"no id", "id:" + goodToken[10:], "", 0, "config: BOT_TOKEN" + badForm},
		{"two in a file", "", goodToken + "\n" + goodToken + "\n", 0o600, "config: telegram.token_file: what FILE holds" + badForm},
		{"empty file", "", " \n", 0o600, "config: telegram.token_file: what FILE holds" + badForm},
		{"missing file", "", "-", 0, "config: telegram.token_file: FILE: no such file or directory"},
		{"file for the group", "", goodToken, 0o640, "config: telegram.token_file: FILE is open to other users of this machine (mode 0640); run: chmod 600 FILE"},
		{"file for the world", "", goodToken, 0o604, "config: telegram.token_file: FILE is open to other users of this machine (mode 0604); run: chmod 600 FILE"},
		{"file the group may write", "", goodToken, 0o620, "config: telegram.token_file: FILE is open to other users of this machine (mode 0620); run: chmod 600 FILE"},
		{"long file", "", strings.Repeat("a", 5000), 0o600, "config: telegram.token_file: FILE is too long to be the file meant: 5000 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Default()
			path := filepath.Join(plainDir(t), "token")
			if tt.file != "" {
				c.Telegram.TokenFile = path
			}
			if tt.file != "" && tt.file != "-" {
				write(t, path, tt.file, tt.mode)
			}
			got, err := c.Token(env("BOT_TOKEN", tt.env))
			if tt.wantErr == "" {
				if err != nil || got != goodToken {
					t.Fatalf("got %q, %v", got, err)
				}
				return
			}
			want := strings.ReplaceAll(tt.wantErr, "FILE", path)
			if err == nil || err.Error() != want || got != "" {
				t.Errorf("got %q and error\n%v\nwant\n%s", got, err, want)
			}
			if err != nil && strings.Contains(err.Error(), goodToken[10:44]) {
				t.Error("the error holds the token")
			}
		})
	}
}

func TestNoToken(t *testing.T) {
	if _, err := Default().Token(env("", "")); !errors.Is(err, ErrNoToken) {
		t.Errorf("got %v, want ErrNoToken", err)
	}
}

// TestTokenForItsFile holds for a Config that was not made by Parse, which
// refuses this.
func TestTokenForItsFile(t *testing.T) {
	c := Default()
	c.Telegram.TokenFile = goodToken
	if _, err := c.Token(env("", "")); err == nil || strings.Contains(err.Error(), goodToken) {
		t.Errorf("got %v, want an error without the token", err)
	}
}

func TestShellQuote(t *testing.T) {
	for path, want := range map[string]string{
		"/a/b-c_d.key": "/a/b-c_d.key", "a b": "'a b'", "it's": `'it'\''s'`, "$HOME": "'$HOME'", "": "''",
	} {
		if got := shellQuote(path); got != want {
			t.Errorf("%q: got %s, want %s", path, got, want)
		}
	}
}

// plainDir is a directory whose name needs no quotes in a shell.
func plainDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "config")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
