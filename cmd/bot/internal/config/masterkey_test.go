package config

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMasterKeyGiven(t *testing.T) {
	key := [32]byte(bytes.Repeat([]byte{0xfb, 0x01}, 16))
	digits := hex.EncodeToString(key[:])
	const hint = "; it is 64 hexadecimal digits or the base64 of 32 bytes"
	tests := []struct {
		name      string
		env, file string
		mode      os.FileMode
		stored    bool // there is a database
		wantErr   string
	}{
		{name: "digits", env: digits},
		{name: "capital digits", env: strings.ToUpper(digits) + "\n"},
		{name: "base64", env: base64.StdEncoding.EncodeToString(key[:])},
		{name: "base64 without padding", env: base64.RawStdEncoding.EncodeToString(key[:])},
		{name: "base64 for addresses", env: base64.URLEncoding.EncodeToString(key[:])},
		{name: "before the file", env: digits, file: "nonsense", mode: 0o666},
		{name: "stored", env: digits, stored: true},
		{name: "file", file: digits + "\n", mode: 0o600},
		{name: "file of base64", file: base64.StdEncoding.EncodeToString(key[:]), mode: 0o400, stored: true},

		{name: "short", env: digits[:62], wantErr: "config: BOT_MASTER_KEY is not a key" + hint},
		{name: "long", env: digits + "00", wantErr: "config: BOT_MASTER_KEY is not a key" + hint},
		{name: "odd", env: digits[:63], wantErr: "config: BOT_MASTER_KEY is not a key" + hint},
		{name: "words", env: "correct horse battery staple", wantErr: "config: BOT_MASTER_KEY is not a key" + hint},
		{name: "short file", file: digits[:10], mode: 0o600, stored: true,
			wantErr: "config: storage.master_key_file: FILE holds no key" + hint + "; put it back from its backup"},
		{name: "cut off on the first run", file: "\n", mode: 0o600,
			wantErr: "config: storage.master_key_file: FILE holds no key" + hint + "; nothing is stored yet, so you may delete the file and a new key is made"},
		{name: "file for the group", file: digits, mode: 0o640,
			wantErr: "config: storage.master_key_file: FILE is open to other users of this machine (mode 0640); run: chmod 600 FILE"},
		{name: "file for the world", file: digits, mode: 0o644,
			wantErr: "config: storage.master_key_file: FILE is open to other users of this machine (mode 0644); run: chmod 600 FILE"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := storageIn(plainDir(t))
			if tt.file != "" {
				write(t, c.Storage.MasterKeyFile, tt.file, tt.mode)
			}
			if tt.stored {
				write(t, c.Storage.Path, "x", 0o600)
			}
			before := listing(t, c)
			got, made, err := c.MasterKey(env("BOT_MASTER_KEY", tt.env))
			if made {
				t.Error("made a key")
			}
			if after := listing(t, c); after != before {
				t.Errorf("files before %q, after %q", before, after)
			}
			want := strings.ReplaceAll(tt.wantErr, "FILE", c.Storage.MasterKeyFile)
			if tt.wantErr == "" && (err != nil || got != key) {
				t.Errorf("got %x, %v", got, err)
			}
			if tt.wantErr != "" && (err == nil || err.Error() != want || got != [32]byte{}) {
				t.Errorf("got error\n%v\nwant\n%s", err, want)
			}
		})
	}
}

func TestMasterKeyMade(t *testing.T) {
	c := storageIn(filepath.Join(plainDir(t), "deep", "data"))
	if _, found, err := c.FindMasterKey(env("", "")); found || err != nil {
		t.Fatalf("found %v, %v before the first run", found, err)
	}
	if _, err := os.Stat(filepath.Dir(c.Storage.Path)); err == nil {
		t.Error("looking made a directory")
	}
	first, made, err := c.MasterKey(env("", ""))
	if err != nil || !made || first == [32]byte{} {
		t.Fatalf("first run: %x, made %v, %v", first, made, err)
	}
	for path, want := range map[string]os.FileMode{
		c.Storage.MasterKeyFile:                             0o600,
		filepath.Dir(c.Storage.MasterKeyFile):               0o700 | os.ModeDir,
		filepath.Dir(filepath.Dir(c.Storage.MasterKeyFile)): 0o700 | os.ModeDir,
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
		}
	}
	write(t, c.Storage.Path, "x", 0o600)
	if again, made, err := c.MasterKey(env("", "")); err != nil || made || again != first {
		t.Errorf("second run: made %v, %v, the same key: %v", made, err, again == first)
	}
	other := storageIn(plainDir(t))
	if second, _, _ := other.MasterKey(env("", "")); second == first {
		t.Error("two bots got the same key")
	}
}

// TestMasterKeyMissing is the day somebody restores a database without its key,
// or starts before the disk with the key is mounted.
func TestMasterKeyMissing(t *testing.T) {
	tests := []struct {
		name  string
		store func(t *testing.T, s Storage)
		want  string // with DB, KEYS, MASTER for the paths
		kind  error
	}{
		{"database", func(t *testing.T, s Storage) { write(t, s.Path, "", 0o600) },
			"config: the master key is missing: there is no MASTER, but there is DB, which a new key would not open; put the key file back from its backup, or set BOT_MASTER_KEY", ErrMasterKeyMissing},
		{"key store", func(t *testing.T, s Storage) { write(t, s.Keys, "x", 0o600) },
			"config: the master key is missing: there is no MASTER, but there is KEYS, which a new key would not open; put the key file back from its backup, or set BOT_MASTER_KEY", ErrMasterKeyMissing},
		{"link to a disk that is not there", func(t *testing.T, s Storage) { link(t, "/nowhere/at/all", s.Path) },
			"config: the master key is missing: there is no MASTER, but there is DB, which a new key would not open; put the key file back from its backup, or set BOT_MASTER_KEY", ErrMasterKeyMissing},
		{"link for the key", func(t *testing.T, s Storage) { link(t, "/nowhere/at/all", s.MasterKeyFile) },
			"config: storage.master_key_file: MASTER is a link to a file that does not exist", nil},
		{"directory for the key", func(t *testing.T, s Storage) {
			if err := os.Mkdir(s.MasterKeyFile, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "config: storage.master_key_file: MASTER is not a file", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := storageIn(plainDir(t))
			tt.store(t, c.Storage)
			before := listing(t, c)
			_, made, err := c.MasterKey(env("", ""))
			want := strings.NewReplacer("BOT_MASTER_KEY", "BOT_MASTER_KEY", // as it is
				"MASTER", c.Storage.MasterKeyFile, "DB", c.Storage.Path, "KEYS", c.Storage.Keys).Replace(tt.want)
			if made || err == nil || err.Error() != want {
				t.Errorf("made %v, got\n%v\nwant\n%s", made, err, want)
			}
			if tt.kind != nil && !errors.Is(err, tt.kind) {
				t.Errorf("%v is not %v", err, tt.kind)
			}
			if after := listing(t, c); after != before {
				t.Errorf("files before %q, after %q", before, after)
			}
		})
	}
}

// TestMasterKeyPlaceTaken puts a file where the key's directory should be, and
// stored data where nobody can look.
func TestMasterKeyPlaceTaken(t *testing.T) {
	dir := plainDir(t)
	write(t, filepath.Join(dir, "file"), "", 0o600)
	c := storageIn(dir)
	c.Storage.Path = filepath.Join(dir, "file", "db")
	if _, made, err := c.MasterKey(env("", "")); made || err == nil {
		t.Error("made a key without knowing whether something is stored")
	}
	c = storageIn(dir)
	c.Storage.MasterKeyFile = filepath.Join(dir, "file", "data", "key")
	if _, made, err := c.MasterKey(env("", "")); made || err == nil {
		t.Error("made a key below a file")
	}
	c.Storage.MasterKeyFile = ""
	if _, made, err := c.MasterKey(env("", "")); made || err == nil {
		t.Error("made a key without a place for it")
	}
}

// TestMakeMasterKeyNeverReplaces is two programs on their first run at once.
func TestMakeMasterKeyNeverReplaces(t *testing.T) {
	path := filepath.Join(plainDir(t), "key")
	write(t, path, "somebody else's", 0o600)
	if _, err := makeMasterKey(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v, want that the file exists", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "somebody else's" {
		t.Errorf("the file now holds %q", data)
	}
}

func storageIn(dir string) Config {
	c := Default()
	c.Storage = Storage{
		Path:          filepath.Join(dir, "members.db"),
		Keys:          filepath.Join(dir, "members.store"),
		MasterKeyFile: filepath.Join(dir, "wrap.key"),
	}
	return c
}

func link(t *testing.T, to, path string) {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Fatal(err)
	}
}

// listing names what lies beside the database.
func listing(t *testing.T, c Config) string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(c.Storage.Path))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(e.Name() + " " + info.Mode().String() + "\n")
	}
	return b.String()
}
