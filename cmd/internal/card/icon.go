package card

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/vector"

	"artsfactory/cmd/internal/poster"
)

// The mark of the site, as assets/icons/mark.svg has it: two triangles of lines behind a solid one with a hole.
var mark = []struct {
	path, colour string
	width        float32 // of the line; 0: filled
}{
	{"M13 3L24 33H2z", "#b3321b", 2},
	{"M27 3L38 33H16z", "#2a3dc0", 2},
	{"M20 1L32 34H8zM20 21C17.8 21 16 22.8 16 25C16 27.2 17.8 29 20 29C22.2 29 24 27.2 24 25C24 22.8 22.2 21 20 21z",
		"#14172b", 0},
}

// Paper is the ground of icons and of the site by day, "#rrggbb".
const Paper = "#eff3f3"

// Icon draws the mark on paper as a PNG of size × size pixels. share is how much of the width the mark takes: a
// launcher that cuts a mask out of an icon leaves its middle circle of four fifths (W3C Web App Manifest, section
// “Icon masks and safe zone”).
func Icon(size int, share float32) []byte {
	m := image.NewRGBA(image.Rect(0, 0, size, size))
	draw.Draw(m, m.Bounds(), image.NewUniform(hex(Paper)), image.Point{}, draw.Src)
	k := float32(size) * share / 40
	t := transform{k, (float32(size) - 40*k) / 2, (float32(size) - 36*k) / 2}
	r := vector.NewRasterizer(0, 0)
	for _, x := range mark {
		c := hex(x.colour)
		ink := func(x, y int, alpha uint8) { blend(m, x, y, c, alpha) }
		outline := poster.Outline(x.path)
		if x.width > 0 {
			stroke(r, outline, x.width, t, m.Bounds(), ink)
		} else {
			paint(r, outline, t, m.Bounds(), ink)
		}
	}
	var b bytes.Buffer
	_ = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, m) // a buffer takes all
	return b.Bytes()
}

func blend(m *image.RGBA, x, y int, c color.RGBA, alpha uint8) {
	m.SetRGBA(x, y, mix(m.RGBAAt(x, y), c, float64(alpha)/255))
}

// ICO wraps a PNG of 32 × 32 pixels as a Windows icon, which browsers ask for as favicon.ico.
func ICO(picture []byte) []byte {
	b := []byte{0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0} // one icon, its size, one plane, 32 bits
	b = binary.LittleEndian.AppendUint32(b, uint32(len(picture)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(b)+4))
	return append(b, picture...)
}
