package telegramtest

import (
	"fmt"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"time"
)

// Sizes in bytes.
const (
	maxUpload   = 50 << 20
	maxPhoto    = 10 << 20
	maxDownload = 20 << 20
)

// linkLife is for how long a path given out by getFile works.
const linkLife = time.Hour

// A stored is a file on Telegram's servers.
type stored struct {
	File
	kind string
	id   string
	path string
}

// named are the kinds whose files arrive with a name.
var named = map[string]bool{"document": true, "audio": true, "video": true, "animation": true}

// extension is what a file's name may end in for its download path to show it.
var extension = regexp.MustCompile(`^\.[A-Za-z0-9]{1,8}$`)

// A link is a download path given out by getFile.
type link struct {
	file  *stored
	until time.Time
}

// keep stores a file sent by a member. Their photos need not be pictures, and
// have the usual size of a phone's.
func (t *Telegram) keep(kind, name string, data []byte) *stored {
	t.mu.Lock()
	defer t.mu.Unlock()
	file := File{Name: name, Data: append([]byte(nil), data...)}
	if kind == "photo" {
		file.Width, file.Height = 1280, 960
	}
	return t.store(kind, file)
}

// store gives a file its ids. t.mu is held.
func (t *Telegram) store(kind string, file File) *stored {
	n := len(t.files) + 1
	ending := path.Ext(file.Name)
	if !extension.MatchString(ending) {
		ending = "." + extensions[kind]
	}
	s := &stored{
		File: file,
		kind: kind,
		id:   fmt.Sprintf("BQACAgIAAx_%s_%d", kind, n),
		path: fmt.Sprintf("%s/file_%d%s", kind, n, ending),
	}
	t.files[s.id] = s
	return s
}

// wire adds a file's own fields to those of its kind.
func (s *stored) wire(fields object) object {
	fields["file_id"] = s.id
	fields["file_unique_id"] = "u_" + path.Base(s.path)
	fields["file_size"] = len(s.Data)
	if s.Name != "" && named[s.kind] {
		fields["file_name"] = s.Name
	}
	return fields
}

func (t *Telegram) getFile(c *call) (any, *failure) {
	file, ok := t.files[c.fields["file_id"]]
	switch {
	case !ok:
		return nil, badRequest("invalid file_id")
	case len(file.Data) > maxDownload:
		return nil, badRequest("file is too big")
	}
	t.links[file.path] = link{file: file, until: c.at.Add(linkLife)}
	return object{
		"file_id":        file.id,
		"file_unique_id": "u_" + path.Base(file.path),
		"file_size":      len(file.Data),
		"file_path":      file.path,
	}, nil
}

// serveFile serves a download, or what a Range asks for of it. A path that
// getFile did not give out within the hour is refused. t.mu is held.
func (t *Telegram) serveFile(c *call) reply {
	l, ok := t.links[c.path]
	if !ok || c.at.After(l.until) {
		t.refuse(c, notFound())
		return notFound().reply()
	}
	t.calls = append(t.calls, Call{Method: c.method, At: c.at, Range: c.span})
	whole := reply{status: http.StatusOK, kind: "application/octet-stream", body: l.file.Data}
	if c.span == "" || c.unranged {
		return whole
	}
	return t.serveRange(c, whole)
}

// openRange is the only form of a Range that is played: from a byte to the end.
var openRange = regexp.MustCompile(`^bytes=([0-9]{1,18})-$`)

// serveRange answers with a part. A range of another form, and one that begins
// behind the end, is the bot's own fault.
func (t *Telegram) serveRange(c *call, whole reply) reply {
	from, size := int64(-1), int64(len(whole.body))
	if m := openRange.FindStringSubmatch(c.span); m != nil {
		from, _ = strconv.ParseInt(m[1], 10, 64)
	}
	if from < 0 || from >= size {
		f := &failure{code: http.StatusRequestedRangeNotSatisfiable, description: "Requested Range Not Satisfiable"}
		t.refuse(c, f)
		rep := f.reply()
		rep.part = fmt.Sprintf("bytes */%d", size)
		return rep
	}
	whole.status, whole.part = http.StatusPartialContent, fmt.Sprintf("bytes %d-%d/%d", from, size-1, size)
	whole.body = whole.body[from:]
	return whole
}
