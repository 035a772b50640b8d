package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tokenInside finds a bot token, or most of one, anywhere in a text; keyOnly
// matches a text that is a master key and nothing else.
var (
	tokenInside = regexp.MustCompile(`[0-9]{5,}(:|%3[Aa])[A-Za-z0-9_-]{20,}`)
	keyOnly     = regexp.MustCompile(`^([0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=)$`)
)

// looksSecret reports whether a text must not be shown: somebody wrote a token
// or a key where the name of its file belongs.
func looksSecret(s string) bool {
	return tokenInside.MatchString(s) || keyOnly.MatchString(strings.TrimSpace(s))
}

// show quotes a text of the file for a message, shortened, and leaves out what
// looks like a secret.
func show(s string) string {
	if looksSecret(s) {
		return "something that looks like a secret"
	}
	return strconv.Quote(shorten(s))
}

// bare is show without quotes, for keys and paths.
func bare(s string) string {
	if looksSecret(s) {
		return "(not shown)"
	}
	return strings.Trim(strconv.Quote(shorten(s)), `"`)
}

func shorten(s string) string {
	const most = 200
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// maxSecret is far above the size of any token or key, in bytes.
const maxSecret = 4096

// readSecret returns the content of a file that only its owner may read,
// without the space around it. A missing file is [fs.ErrNotExist]; a link to
// nothing is not a missing file.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, linkErr := os.Lstat(path); linkErr == nil {
			return "", fmt.Errorf("%s is a link to a file that does not exist", bare(path))
		}
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", bare(path), cause(err))
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a file", bare(path))
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return "", fmt.Errorf("%s is open to other users of this machine (mode %04o); run: chmod 600 %s", bare(path), mode, shellQuote(bare(path)))
	}
	if info.Size() > maxSecret {
		return "", fmt.Errorf("%s is too long to be the file meant: %d bytes", bare(path), info.Size())
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", bare(path), cause(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSecret))
	if err != nil {
		return "", fmt.Errorf("%s: %w", bare(path), cause(err))
	}
	return trim(string(data)), nil
}

// trim takes away the space around a secret, and the byte order mark that some
// editors put before it.
func trim(s string) string {
	return strings.TrimSpace(strings.TrimPrefix(s, "\ufeff"))
}

// cause takes the path out of a file system error: it may be a secret that was
// given as a path.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// shellQuote makes a path one word of a shell.
func shellQuote(path string) string {
	plain := func(r rune) bool {
		return strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./", r)
	}
	if path != "" && strings.IndexFunc(path, func(r rune) bool { return !plain(r) }) < 0 {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
