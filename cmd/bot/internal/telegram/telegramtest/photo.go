package telegramtest

import (
	"bytes"
	"image"
	_ "image/jpeg" // what a photo may be
	_ "image/png"
)

// Bounds of a photo's width and height (Bot API, sendPhoto).
const (
	maxSides = 10_000 // both together, in pixels
	maxRatio = 20
)

// develop looks at an uploaded photo as Telegram does, and writes down its
// width and height. Only PNG and JPEG are played. Telegram makes a smaller JPEG
// of it; here it stays as it came.
func develop(photo *File) *failure {
	size, format, err := image.DecodeConfig(bytes.NewReader(photo.Data))
	if err != nil || format != "png" && format != "jpeg" {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	w, h := size.Width, size.Height
	if w+h > maxSides || w > maxRatio*h || h > maxRatio*w {
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	if _, _, err := image.Decode(bytes.NewReader(photo.Data)); err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	photo.Width, photo.Height = w, h
	return nil
}
