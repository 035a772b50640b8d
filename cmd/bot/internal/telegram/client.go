package telegram

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// sendTimeout bounds one call that is not a long poll. It is well under the
// lease of a claim.
const sendTimeout = 20 * time.Second

// uploadTimeout is sendTimeout of a call that sends a member's file, which may be
// large. It is under the lease too.
const uploadTimeout = 50 * time.Second

// A Client talks to Telegram for one bot.
type Client struct {
	http  bot.HttpClient
	base  string // ends in the token: never to be printed
	files string // the same, for downloads
	api   *bot.Bot
	state string // of polling: "" while it goes well
}

// New makes a client. apiURL is "https://api.telegram.org", or another server
// of the Bot API. No call is made yet.
func New(token, apiURL string, c bot.HttpClient) (*Client, error) {
	w := watcher{c}
	apiURL = strings.TrimRight(apiURL, "/")
	b, err := bot.New(token, bot.WithSkipGetMe(), bot.WithServerURL(apiURL), bot.WithHTTPClient(time.Minute, w), bot.WithErrorsHandler(func(error) {}))
	if err != nil {
		return nil, ErrToken
	}
	return &Client{http: w, base: apiURL + "/bot" + token + "/", files: apiURL + "/file/bot" + token + "/", api: b}, nil
}

// HTTPClient is a client for the real Telegram: long polls may take a minute. It
// follows no redirect, because the addresses hold the token.
func HTTPClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	return &http.Client{Transport: t, Timeout: 70 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// A watcher turns answers of the 5xx kind into errors before the library reads
// them: their body is often no JSON. It also knows of a call that failed
// whether there ever was a connection to write it to.
type watcher struct{ bot.HttpClient }

func (w watcher) Do(r *http.Request) (*http.Response, error) {
	var sought, got atomic.Bool // hooks may be called from other goroutines, even later
	ctx := httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{
		GetConn: func(string) { sought.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { got.Store(true) },
	})
	resp, err := w.HttpClient.Do(r.WithContext(ctx))
	if err != nil && sought.Load() && !got.Load() {
		return nil, errNoConnection
	}
	if err == nil && resp.StatusCode >= 500 {
		io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
		resp.Body.Close()
		return nil, serverError(resp.StatusCode)
	}
	return resp, err
}

// Name is the bot's own username, which also shows that the token is valid.
func (c *Client) Name(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	me, err := c.api.GetMe(ctx)
	if err != nil {
		return "", translate("getMe", err)
	}
	return me.Username, nil
}

// A Command is an entry of the chat's menu.
type Command struct{ Name, Text string }

// SetCommands puts the menu of commands into the chats of those whose Telegram
// is in a language, given by its two letters (ISO 639-1), or, where that is
// empty, of all whose language has no menu of its own.
func (c *Client) SetCommands(ctx context.Context, language string, list []Command) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	p := &bot.SetMyCommandsParams{LanguageCode: language}
	for _, l := range list {
		p.Commands = append(p.Commands, models.BotCommand{Command: l.Name, Description: l.Text})
	}
	_, err := c.api.SetMyCommands(ctx, p)
	return translate("setMyCommands", err)
}
