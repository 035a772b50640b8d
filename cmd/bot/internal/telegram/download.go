package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"afterglow/cmd/bot/internal/talk"
	"github.com/go-telegram/bot"
)

// ErrTooLarge means that a file is larger than Telegram gives to a bot.
var ErrTooLarge = errors.New("telegram: the file is too large")

// Download asks for a file from a byte on. It asks anew where the file lies each
// time, because the address works for an hour only, and it holds the token: so
// it is in no error. The body ends with io.EOF only when the file is whole; one
// that breaks off ends with ErrUnknown, and one longer than talk.MaxFile bytes
// with ErrTooLarge.
//
// ErrRejected means that Telegram no longer has the file. ctx bounds the call
// and the reading of the body, which is to be closed.
func (c *Client) Download(ctx context.Context, id string, from int64) (io.ReadCloser, error) {
	path, size, err := c.locate(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case size > talk.MaxFile:
		return nil, ErrTooLarge
	case size > 0 && from >= size:
		return http.NoBody, nil
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.files+(&url.URL{Path: path}).EscapedPath(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w (file)", ErrUnknown)
	}
	r.Header.Set("Accept-Encoding", "identity") // positions are those of the file itself
	if from > 0 {
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, translate("file", err)
	}
	body, err := body(resp, from, size)
	if err != nil {
		resp.Body.Close()
	}
	return body, err
}

// locate asks where a file lies, and how large it is; 0 if Telegram does not say.
func (c *Client) locate(ctx context.Context, id string) (path string, size int64, err error) {
	err = bounded(ctx, "getFile", func(ctx context.Context) error {
		f, err := c.api.GetFile(ctx, &bot.GetFileParams{FileID: id})
		if err == nil {
			path, size = f.FilePath, f.FileSize
		}
		return passing(err)
	})
	switch {
	case errors.Is(err, ErrRejected) && strings.Contains(err.Error(), "file is too big"):
		return "", 0, ErrTooLarge
	case err == nil && !fs.ValidPath(path):
		return "", 0, fmt.Errorf("%w (getFile: no path)", ErrUnreachable)
	}
	return path, size, err
}

// passing makes a refusal that Telegram itself calls temporary one that may be
// tried again: "wrong file_id or the file is temporarily unavailable".
func passing(err error) error {
	if errors.Is(err, bot.ErrorBadRequest) && strings.Contains(err.Error(), "temporarily unavailable") {
		return serverError(http.StatusServiceUnavailable)
	}
	return err
}

// body looks at the answer to a download, and brings it to the byte that was
// asked for. A redirect is refused like any other answer: the address that it
// came from holds the token.
func body(resp *http.Response, from, size int64) (io.ReadCloser, error) {
	first, total, ok := contentRange(resp.Header.Get("Content-Range"))
	d := &download{body: resp.Body, at: from, size: size}
	switch {
	case resp.StatusCode == http.StatusOK:
		d.at = 0
		if _, err := io.CopyN(io.Discard, d, from); err != nil {
			return nil, translate("file", err)
		}
		return d, nil
	case resp.StatusCode == http.StatusPartialContent && ok && first == from:
		return d, nil
	case resp.StatusCode == http.StatusRequestedRangeNotSatisfiable && ok && first < 0 && total == from:
		resp.Body.Close()
		return http.NoBody, nil
	case resp.StatusCode == http.StatusTooManyRequests:
		return nil, translate("file", &bot.TooManyRequestsError{RetryAfter: retryAfter(resp)})
	}
	return nil, fmt.Errorf("%w (file: %d)", ErrUnreachable, resp.StatusCode)
}

func retryAfter(resp *http.Response) int {
	n, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return min(max(n, 1), 3600)
}

// contentRange reads "bytes 5-9/10", or "bytes */10", in which first is -1. A
// total that is not known is -1.
func contentRange(header string) (first, total int64, ok bool) {
	span, all, ok := strings.Cut(strings.TrimPrefix(header, "bytes "), "/")
	if !ok {
		return 0, 0, false
	}
	first, total = -1, -1
	if from, _, is := strings.Cut(span, "-"); is {
		n, err := strconv.ParseInt(from, 10, 64)
		if err != nil {
			return 0, 0, false
		}
		first = n
	}
	if all != "*" {
		n, err := strconv.ParseInt(all, 10, 64)
		if err != nil {
			return 0, 0, false
		}
		total = n
	}
	return first, total, true
}

// A download reads a file from a byte on.
type download struct {
	body     io.ReadCloser
	at, size int64 // size 0 where Telegram does not say
}

func (d *download) Read(p []byte) (int, error) {
	n, err := d.body.Read(p)
	d.at += int64(n)
	switch {
	case d.at > talk.MaxFile:
		return n, ErrTooLarge
	case err == io.EOF && d.at < d.size:
		return n, fmt.Errorf("%w (file: cut short)", ErrUnknown)
	case err != nil && err != io.EOF:
		return n, translate("file", err)
	}
	return n, err
}

func (d *download) Close() error { return d.body.Close() }
