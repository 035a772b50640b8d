package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func TestPicture(t *testing.T) {
	black := image.NewGray(image.Rect(0, 0, 108, 40))
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, black); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, black, nil); err != nil {
		t.Fatal(err)
	}
	const page = "plan.html" // what it is called makes no difference
	for _, tt := range []struct {
		name, data, kind, how string
		send                  func(s *stage, data string)
	}{
		{"PNG", asPNG.String(), "image/png", "inline", func(s *stage, data string) { s.photo(mayaID, page, data, "Your plan") }},
		{"JPEG", asJPEG.String(), "image/jpeg", "inline", func(s *stage, data string) { s.photo(mayaID, page, data, "Your plan") }},
		{"as a document", asPNG.String(), "application/octet-stream", "attachment", func(s *stage, data string) { s.document(mayaID, page, data) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t)
			tt.send(s, tt.data)
			w := s.ask("GET", fmt.Sprintf("/api/members/%s/files/%d", maya, s.last(mayaID).ID), "", nil)
			if w.Code != 200 || w.Body.String() != tt.data {
				t.Errorf("%d, %d bytes of %d", w.Code, w.Body.Len(), len(tt.data))
			}
			if h := w.Header(); h.Get("Content-Type") != tt.kind || h.Get("Content-Disposition") != tt.how+"; filename="+page || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("headers %v, want %s as %s", h, tt.kind, tt.how)
			}
		})
	}
}

func TestPictureOnTheBoard(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 108, 40))); err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	s.photo(mayaID, "plan.png", b.String(), "Your plan")
	p := s.state("").Board.Members[0]
	m := p.Messages[0]
	if m.Kind != "photo" || m.Text != "Your plan" || m.File == nil || *m.File != (file{"plan.png", b.Len(), 108, 40}) {
		t.Errorf("the picture is %+v, file %+v", m, m.File)
	}
	if p.Locked == nil || p.Locked.Text != "Your plan" {
		t.Errorf("the locked phone shows %+v", p.Locked)
	}
}

// TestPolicyShowsPictures: the page may show the demo's own pictures and none
// from elsewhere.
func TestPolicyShowsPictures(t *testing.T) {
	if !strings.Contains(policy, "img-src 'self' data:;") {
		t.Errorf("the policy is %s", policy)
	}
}
