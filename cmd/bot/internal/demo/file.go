package demo

import (
	"mime"
	"net/http"
	"strconv"
)

// file serves a document the bot sent. It is always saved, never shown: what is
// in it is the bot's, and may hold anything.
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
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": msg.File.Name}))
	_, _ = w.Write(msg.File.Data) // the visitor left; nobody to tell
}
