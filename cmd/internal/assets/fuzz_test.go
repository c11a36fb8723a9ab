package assets

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// Whatever the first bytes of a picture say, it is told in one problem, or is of a size that can be made.
func FuzzPictureHeader(f *testing.F) {
	img := image.NewPaletted(image.Rect(0, 0, 3, 2), nil)
	var b bytes.Buffer
	jpeg.Encode(&b, image.NewGray(img.Rect), nil)
	f.Add(bytes.Clone(b.Bytes()))
	b.Reset()
	png.Encode(&b, image.NewNRGBA(img.Rect))
	f.Add(bytes.Clone(b.Bytes()))
	b.Reset()
	gif.Encode(&b, image.NewGray(img.Rect), nil)
	f.Add(bytes.Clone(b.Bytes()))
	for _, s := range []string{
		"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00",
		"RIFF\xff\xff\xff\xffWEBPVP8X", "\xff\xd8\xff\xe1\xff\xffExif\x00\x00MM\x00*\x00\x00\x00\x08",
		"\x89PNG\r\n\x1a\n\xff\xff\xff\xffeXIf",
		"GIF89a\xff\xff\xff\xff\xf7", "II*\x00", "\x00\x00\x00\x18ftypavif", svgHead + "</svg>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		info, problem := Inspect("a.png", b)
		if problem != nil && strings.TrimSpace(problem.What.En) == "" {
			t.Fatal("a problem that says nothing")
		}
		if problem == nil && info.Width*info.Height > 1<<16 {
			return // decoding it takes the time that its pixels ask for
		}
		photo, problem := decodePhoto("a.png", b)
		if problem == nil && (photo.Width <= 0 || photo.Height <= 0) {
			t.Fatalf("%+v", photo)
		}
	})
}
