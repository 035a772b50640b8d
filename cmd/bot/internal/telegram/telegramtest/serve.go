package telegramtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// errCut is what a caller sees of a connection that broke.
var errCut = errors.New("connection reset by peer")

// tokenForm is what every token looks like.
var tokenForm = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]+$`)

// A reply is an answer as it goes over the wire.
type reply struct {
	status  int
	kind    string // content type
	body    []byte
	cutHalf bool   // the connection breaks in the middle of the body
	part    string // Content-Range, "" for none
}

func jsonReply(status int, body any) reply {
	return reply{status: status, kind: "application/json", body: marshal(body)}
}

// Do answers r in memory, as an http.Client would: the body is always drained
// and closed, and an error is a *url.Error, which holds the address and with it
// the token. The host is not looked at.
func (t *Telegram) Do(r *http.Request) (*http.Response, error) {
	rep, err := t.answer(r)
	if err != nil {
		method := r.Method
		if method == "" {
			method = http.MethodGet
		}
		return nil, &url.Error{Op: method[:1] + strings.ToLower(method[1:]), URL: r.URL.String(), Err: err}
	}
	var body io.Reader = bytes.NewReader(rep.body)
	if rep.cutHalf {
		body = io.MultiReader(bytes.NewReader(rep.body[:len(rep.body)/2]), cutReader{})
	}
	return &http.Response{
		Status:        strconv.Itoa(rep.status) + " " + http.StatusText(rep.status),
		StatusCode:    rep.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        rep.header(),
		Body:          io.NopCloser(body),
		ContentLength: int64(len(rep.body)),
		Request:       r,
	}, nil
}

func (rep reply) header() http.Header {
	h := http.Header{"Content-Type": {rep.kind}}
	if rep.part != "" {
		h.Set("Content-Range", rep.part)
	}
	return h
}

type cutReader struct{}

func (cutReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// ServeHTTP answers /bot<token>/<method> and /file/bot<token>/<path>. A broken
// connection is played by panicking with http.ErrAbortHandler, which net/http
// understands.
func (t *Telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rep, err := t.answer(r)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), rep.header())
	w.Header().Set("Content-Length", strconv.Itoa(len(rep.body)))
	w.WriteHeader(rep.status)
	if rep.cutHalf {
		_, _ = w.Write(rep.body[:len(rep.body)/2])
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(rep.body) // a caller who has gone away needs no answer
}

// answer finds out what is asked for and by whom. Its error means that the
// caller gets no answer at all.
func (t *Telegram) answer(r *http.Request) (reply, error) {
	body, tooBig, err := drain(r)
	if err != nil {
		return reply{}, err
	}
	path, download := strings.CutPrefix(r.URL.Path, "/file")
	path, ok := strings.CutPrefix(path, "/bot")
	token, rest, slash := strings.Cut(path, "/")
	c := &call{method: rest, download: download}
	if f := t.admit(token, ok && slash); f != nil {
		return t.deny(c, f), nil
	}
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost, download && r.Method != http.MethodGet:
		return t.deny(c, &failure{code: http.StatusMethodNotAllowed, description: "Method Not Allowed"}), nil
	case download:
		c.method, c.path, c.span = "file", rest, r.Header.Get("Range")
	default:
		if m, ok := methods[strings.ToLower(rest)]; ok {
			c.method, c.act = m.name, m.act
		}
	}
	f := c.read(r, body)
	if tooBig {
		f = tooLarge()
	}
	return t.meet(r.Context(), c, f)
}

// admit looks at the token.
func (t *Telegram) admit(token string, wellPlaced bool) *failure {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case !wellPlaced:
		return notFound()
	case token == t.token && t.revoked:
		return unauthorized(fate)
	case token == t.token:
		return nil
	case !tokenForm.MatchString(token):
		return notFound()
	}
	return unauthorized(own)
}

// meet lets the call meet its scripted fault, if any, and then acts. f is what
// was found wrong with the request while reading it.
func (t *Telegram) meet(ctx context.Context, c *call, f *failure) (reply, error) {
	fault := t.nextFault(c.method)
	if err := fault.hang(ctx); err != nil {
		return reply{}, err
	}
	if rep, err, met := fault.meet(); met {
		return rep, err
	}
	c.unranged = fault.Unranged
	rep, err := t.perform(ctx, c, f)
	if err != nil {
		return reply{}, err
	}
	if fault.ActThenCut && c.download {
		rep.cutHalf = true
	} else if fault.ActThenCut {
		return reply{}, errCut
	}
	return rep, nil
}

// perform acts, and dates the call by when it does.
func (t *Telegram) perform(ctx context.Context, c *call, f *failure) (reply, error) {
	c.at = t.now()
	if f != nil {
		return t.deny(c, f), nil
	}
	if c.method == "getUpdates" {
		return t.poll(ctx, c)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if c.download {
		return t.serveFile(c), nil
	}
	if c.act == nil {
		t.refuse(c, notFound())
		return notFound().reply(), nil
	}
	result, f := c.act(t, c)
	if f != nil {
		t.refuse(c, f)
		return f.reply(), nil
	}
	t.calls = append(t.calls, Call{Method: c.method, Chat: c.chat, At: c.at})
	return jsonReply(http.StatusOK, object{"ok": true, "result": result}), nil
}

func (t *Telegram) deny(c *call, f *failure) reply {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refuse(c, f)
	return f.reply()
}

// drain reads the whole body, of which it keeps what a call may need, and
// closes it. A caller who gives up while still writing is not waited for.
func drain(r *http.Request) (body []byte, tooBig bool, err error) {
	ctx := r.Context()
	if r.Body != nil {
		defer r.Body.Close()
		defer context.AfterFunc(ctx, func() { r.Body.Close() })()
		var kept bytes.Buffer
		_, err = kept.ReadFrom(io.LimitReader(r.Body, maxBody+1))
		if body = kept.Bytes(); err == nil && len(body) > maxBody {
			tooBig = true
			_, err = io.Copy(io.Discard, r.Body)
		}
	}
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	return body, tooBig, err
}
