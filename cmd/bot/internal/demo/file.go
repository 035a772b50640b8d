package demo

import (
	"mime"
	"net/http"
	"strconv"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// file serves a document or a picture the bot sent. A document is always saved,
// never shown: what is in it is the bot's, and may hold anything.
func (d *desk) file(w http.ResponseWriter, r *http.Request) {
	m, ok := d.find(r)
	if !ok {
		refuse(w, errNobody.status, errNobody.why)
		return
	}
	id, err := strconv.Atoi(r.PathValue("message"))
	msg, ok := m.message(id)
	if err != nil || !ok || msg.File == nil {
		refuse(w, errGone.status, errGone.why)
		return
	}
	kind, how := "application/octet-stream", "attachment"
	if image, ok := picture(msg); ok {
		kind, how = image, "inline"
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": msg.File.Name}))
	_, _ = w.Write(msg.File.Data) // the visitor left; nobody to tell
}

// picture is the content type of what was sent as a picture and is one.
func picture(m telegramtest.Message) (kind string, ok bool) {
	kind = http.DetectContentType(m.File.Data)
	return kind, m.Kind == "photo" && (kind == "image/png" || kind == "image/jpeg")
}
