package telegramtest

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
)

// extensions names the files of the kinds that have one, as their download
// paths do. Other kinds carry no file.
var extensions = map[string]string{
	"voice": "oga", "audio": "mp3", "photo": "jpg", "video": "mp4", "video_note": "mp4",
	"animation": "mp4", "sticker": "webp", "document": "bin",
}

// captioned are the kinds that may carry a caption.
var captioned = map[string]bool{
	"voice": true, "audio": true, "photo": true, "video": true, "animation": true, "document": true,
}

// Sends sends something that is not text: voice, audio, photo, video,
// video_note, animation, sticker, document, location, venue, contact, poll,
// dice, story; any other kind arrives as an empty object of that name. It
// returns the message id. The caption is dropped where Telegram knows none.
func (c *Chat) Sends(kind, caption string) int {
	name := ""
	if kind == "document" {
		name = "notes.bin"
	}
	return c.SendsFile(kind, caption, name, content(kind))
}

// content is what a file holds that a test does not ask about: a photo is one.
func content(kind string) []byte {
	if kind != "photo" {
		return []byte("a " + kind + " from the member")
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 48)), nil); err != nil {
		panic("telegramtest: encode: " + err.Error())
	}
	return b.Bytes()
}

// SendsFile is Sends with the file's name and content, which getFile and a
// download give to the bot. Of kinds without a file both are ignored.
func (c *Chat) SendsFile(kind, caption, name string, data []byte) int {
	if !captioned[kind] {
		caption = ""
	}
	var file *stored
	if _, ok := extensions[kind]; ok {
		file = c.telegram.keep(kind, name, data)
	}
	m := message{Message: Message{Kind: kind, Text: caption}, media: media(kind, file, c.telegram.now().Unix())}
	return c.write(m)
}

// media is the field, or the two, in which a kind of attachment arrives.
func media(kind string, file *stored, at int64) object {
	switch kind {
	case "voice":
		return object{kind: file.wire(object{"duration": 4, "mime_type": "audio/ogg"})}
	case "audio":
		return object{kind: file.wire(object{"duration": 60, "mime_type": "audio/mpeg"})}
	case "video":
		return object{kind: file.wire(object{"width": 640, "height": 360, "duration": 4, "mime_type": "video/mp4"})}
	case "video_note":
		return object{kind: file.wire(object{"length": 240, "duration": 4})}
	case "animation": // comes as a document too, for old bots
		return object{
			kind:       file.wire(object{"width": 320, "height": 240, "duration": 2, "mime_type": "video/mp4"}),
			"document": file.wire(object{"mime_type": "video/mp4"}),
		}
	case "sticker":
		return object{kind: file.wire(object{"type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false, "emoji": "🙂"})}
	case "document":
		return object{kind: file.wire(object{"mime_type": "application/octet-stream"})}
	case "photo":
		return object{kind: []object{file.wire(object{"width": file.Width, "height": file.Height})}}
	}
	return object{kind: fileless(kind, at)}
}

// fileless is the content of an attachment without a file.
func fileless(kind string, at int64) object {
	place := object{"latitude": 52.52, "longitude": 13.405}
	switch kind {
	case "location":
		return place
	case "venue":
		return object{"location": place, "title": "Park", "address": "1 Park Lane"}
	case "contact":
		return object{"phone_number": "+15550100", "first_name": "Somebody"}
	case "dice":
		return object{"emoji": "🎲", "value": 4}
	case "story":
		return object{"chat": object{"id": 424242, "type": "private", "first_name": "Somebody"}, "id": 1}
	case "poll":
		return object{
			"id": fmt.Sprint(at), "question": "Tea or coffee?", "total_voter_count": 0,
			"options":   []object{{"text": "Tea", "voter_count": 0}, {"text": "Coffee", "voter_count": 0}},
			"is_closed": false, "is_anonymous": true, "type": "regular", "allows_multiple_answers": false,
		}
	}
	return object{}
}
