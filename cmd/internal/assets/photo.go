package assets

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"github.com/deepteams/webp"

	"artsfactory/cmd/internal/source"
)

// A Photo is what is known of a picture once it has been decoded whole.
type Photo struct {
	Info
	Colour      string           // average, "#rrggbb"; "" where it is transparent or an SVG
	Transparent bool             // some of it lets the page shine through
	Digest      source.Digest    // of the source
	Removed     []source.Problem // what an SVG held that is not published: to be told, not to block
}

// LoadPhoto decodes the picture, unless the store remembers its content, and returns what pages need
// to know of it. A picture that LoadPhoto accepts can be encoded. It takes about 15 ms and at most 16 MB
// a megapixel, most of both for progressive JPEG and 16-bit PNG.
func LoadPhoto(f *source.File, store Store) (Photo, *source.Problem) {
	digest := f.Digest()
	key := "look-" + encoder + "-" + hex.EncodeToString(digest[:])
	if b, ok := store.Get(key); ok {
		if p, ok := parsePhoto(b); ok {
			p.Digest = digest
			return p, nil
		}
	}
	if f.Size > maxBytes {
		return Photo{}, &source.Problem{Path: f.Path,
			What: source.Msg("the picture's file has more than 64 MB", "le fichier de l’image dépasse 64 Mo"),
			Hint: source.Msg("save a copy at most 4000 pixels wide", "enregistrez une copie de 4000 pixels de "+
				"large au plus")}
	}
	b, err := f.Bytes()
	if err != nil || source.Sum(b) != digest {
		return Photo{}, unreadable(f.Path)
	}
	p, problem := decodePhoto(f.Path, b)
	p.Digest = digest
	if problem == nil && p.Format != "svg" { // an SVG is quick to read, and has more to say
		store.Put(key, p.format())
	}
	return p, problem
}

func decodePhoto(path string, b []byte) (Photo, *source.Problem) {
	info, problem := Inspect(path, b)
	if problem != nil {
		return Photo{}, problem
	}
	if info.Format == "svg" {
		svg, _ := SanitizeSVG(path, b)
		return Photo{Info: info, Transparent: true, Removed: svg.Removed}, nil
	}
	img, err := decode(info.Format, b)
	if err != nil || !hasSize(img, info) {
		return Photo{}, damaged(path)
	}
	p := Photo{Info: info, Transparent: !opaque(img)}
	if !p.Transparent {
		c := average(img)
		if s := coloursOf(info.Format, b); s != nil {
			c = s.toSRGB(c)
		}
		p.Colour = fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
	}
	return p, nil
}

func (p Photo) format() []byte {
	return fmt.Appendf(nil, "%d %d %s %d %t %s", p.Width, p.Height, p.Format, p.orientation, p.Transparent, p.Colour)
}

func parsePhoto(b []byte) (p Photo, ok bool) {
	n, _ := fmt.Sscanf(string(b), "%d %d %s %d %t %s",
		&p.Width, &p.Height, &p.Format, &p.orientation, &p.Transparent, &p.Colour)
	return p, n == 6 || n == 5 && p.Transparent
}

// decode returns the first frame. The bytes come from anywhere: a panic of a decoder counts as
// damage to the picture.
func decode(format string, b []byte) (img image.Image, err error) {
	defer recoverError(&err)
	switch r := bytes.NewReader(b); format {
	case "jpeg":
		return jpeg.Decode(r)
	case "png":
		return png.Decode(r)
	case "gif":
		return wholeGIF(b)
	default:
		return webp.Decode(r)
	}
}

// hasSize tells whether a picture came out of its decoder as large as its header says.
func hasSize(img image.Image, info Info) bool {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if info.orientation >= 5 {
		w, h = h, w
	}
	return w == info.Width && h == info.Height
}

// wholeGIF returns the first frame of a GIF, on its canvas where it covers a part of that only.
func wholeGIF(b []byte) (image.Image, error) {
	frame, err := gif.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	config, err := gif.DecodeConfig(bytes.NewReader(b))
	canvas := image.Rect(0, 0, config.Width, config.Height)
	if err != nil || frame.Bounds() == canvas {
		return frame, err
	}
	out := image.NewNRGBA(canvas)
	draw.Draw(out, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return out, nil
}

func recoverError(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("decoding: %v", r)
	}
}

func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// average returns the mean of the pixels as they are stored, which is what the eye makes of a
// blurred picture on a screen.
func average(img image.Image) [3]byte {
	var sum [3]uint64
	row := newRowReader(img)
	for y := range row.height {
		pix := row.at(y)
		for i := 0; i+3 < len(pix); i += 4 {
			sum[0] += uint64(pix[i])
			sum[1] += uint64(pix[i+1])
			sum[2] += uint64(pix[i+2])
		}
	}
	n := uint64(row.width) * uint64(row.height)
	return [3]byte{byte((sum[0] + n/2) / n), byte((sum[1] + n/2) / n), byte((sum[2] + n/2) / n)}
}

func unreadable(path string) *source.Problem {
	return &source.Problem{Path: path,
		What: source.Msg("the picture cannot be read, or changes while it is",
			"l’image ne peut pas être lue, ou change pendant la lecture"),
		Hint: source.Msg("wait until it is copied, and check that you may open it",
			"attendez que la copie soit finie, et vérifiez que vous pouvez l’ouvrir")}
}
