package config

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrMasterKeyMissing means that there is a database or a key store but not
// the master key that opens it. A new key would not open it either.
var ErrMasterKeyMissing = errors.New("the master key is missing")

// MasterKey returns the key that wraps the members' data keys, and makes it on
// the first run. It is BOT_MASTER_KEY, or, when that is not set, the content of
// storage.master_key_file: 64 hexadecimal digits or the base64 of 32 bytes.
//
// When neither is there, nor a database or a key store, a random key is written
// to the file (mode 0600, in directories of mode 0700) and made is true; when
// MasterKey returns, it is on disk to stay. When something is stored already,
// the error wraps [ErrMasterKeyMissing]. An error leaves no key behind.
func (c Config) MasterKey(getenv func(string) string) (key [32]byte, made bool, err error) {
	key, found, err := c.FindMasterKey(getenv)
	if err != nil || found {
		return key, false, err
	}
	key, err = makeMasterKey(c.Storage.MasterKeyFile)
	if err != nil {
		return [32]byte{}, false, fmt.Errorf("config: make the master key: %w", err)
	}
	return key, true, nil
}

// FindMasterKey is [Config.MasterKey] for those who only look: it writes
// nothing. When found is false and err is nil, the first run will make the key.
func (c Config) FindMasterKey(getenv func(string) string) (key [32]byte, found bool, err error) {
	if text := trim(getenv("BOT_MASTER_KEY")); text != "" {
		if key, found = decodeKey(text); !found {
			return key, false, fmt.Errorf("config: BOT_MASTER_KEY is not a key; %s", keyHint)
		}
		return key, true, nil
	}
	path := c.Storage.MasterKeyFile
	if path == "" {
		return key, false, errors.New("config: no master key: set BOT_MASTER_KEY or storage.master_key_file")
	}
	text, err := readSecret(path)
	if errors.Is(err, fs.ErrNotExist) {
		return key, false, c.nothingStored()
	}
	if err != nil {
		return key, false, fmt.Errorf("config: storage.master_key_file: %w", err)
	}
	if key, found = decodeKey(text); !found {
		return key, false, c.badKeyFile()
	}
	return key, true, nil
}

const keyHint = "it is 64 hexadecimal digits or the base64 of 32 bytes"

// badKeyFile explains a key file that holds no key. A first run that was cut
// off leaves one; only then is it safe to delete.
func (c Config) badKeyFile() error {
	path := bare(c.Storage.MasterKeyFile)
	if c.nothingStored() == nil {
		return fmt.Errorf("config: storage.master_key_file: %s holds no key; %s; nothing is stored yet, so you may delete the file and a new key is made", path, keyHint)
	}
	return fmt.Errorf("config: storage.master_key_file: %s holds no key; %s; put it back from its backup", path, keyHint)
}

// nothingStored returns nil when neither database nor key store is there. What
// cannot be looked at counts as there: a disk that is not mounted must not be
// taken for a first run.
func (c Config) nothingStored() error {
	for _, path := range []string{c.Storage.Path, c.Storage.Keys} {
		_, err := os.Lstat(path)
		if err == nil {
			return fmt.Errorf("config: %w: there is no %s, but there is %s, which a new key would not open; put the key file back from its backup, or set BOT_MASTER_KEY",
				ErrMasterKeyMissing, bare(c.Storage.MasterKeyFile), bare(path))
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("config: look for stored data before making a master key: %s: %w", bare(path), cause(err))
		}
	}
	return nil
}

// decodeKey reads a key in hexadecimal or in base64, with or without padding,
// of either alphabet.
func decodeKey(text string) (key [32]byte, ok bool) {
	raw, err := hex.DecodeString(text)
	if err != nil {
		text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
		raw, err = base64.RawStdEncoding.Strict().DecodeString(text)
	}
	if err != nil || len(raw) != len(key) {
		return key, false
	}
	copy(key[:], raw)
	return key, true
}

// makeMasterKey writes a new key to a file that must not exist, and returns
// when the disk has it: what is sealed with a lost key is lost.
func makeMasterKey(path string) (key [32]byte, err error) {
	dir := filepath.Dir(path)
	if err := makeDir(dir); err != nil {
		return key, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return key, err
	}
	rand.Read(key[:]) // never fails
	_, err = f.WriteString(hex.EncodeToString(key[:]) + "\n")
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		os.Remove(path)
		return [32]byte{}, err
	}
	return key, nil
}

// makeDir makes a directory and what is missing above it, with mode 0700, each
// of them on disk when it returns.
func makeDir(dir string) error {
	_, err := os.Stat(dir)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if parent == dir { // the working directory was deleted
		return err
	}
	if err := makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(parent)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
