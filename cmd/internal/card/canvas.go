package card

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image/color"

	"artsfactory/cmd/internal/poster"
)

// A canvas is a picture of few colours: each beside its mixtures with the ground. A pixel is the number of
// its colour, below 16.
type canvas struct {
	pix     []uint8 // row by row
	colours []color.RGBA
	levels  map[string]uint8 // the first of the mixtures of a colour
}

// steps are how many mixtures with the ground a colour has, itself the last: edges are smooth, and
// 1 + 4 × 3 colours fit the four bits of a pixel.
const steps = 3

func newCanvas(p poster.Palette) *canvas {
	ground := hex(p.Ground)
	c := &canvas{pix: canvases.Get().([]uint8), colours: []color.RGBA{ground}, levels: map[string]uint8{}}
	clear(c.pix)
	for _, name := range []string{p.Line, p.Main, p.Spark, p.Letter} {
		if _, ok := c.levels[name]; ok || name == p.Ground {
			continue
		}
		c.levels[name] = uint8(len(c.colours))
		for i := 1; i <= steps; i++ {
			c.colours = append(c.colours, mix(ground, hex(name), float64(i)/steps))
		}
	}
	return c
}

// brush paints a colour of the palette. Where a pixel is covered in part, or the paint is thin, it
// becomes a mixture with the ground, or stays as it is where something else is painted already.
func (c *canvas) brush(name string, opacity float64) brush {
	first, drawn := c.levels[name]
	var levels [256]uint8
	for alpha := range levels {
		levels[alpha] = uint8(float64(alpha)/255*opacity*steps + 0.5)
	}
	return func(x, y int, alpha uint8) {
		i := y*Width + x
		level := levels[alpha]
		if level == 0 || c.pix[i] != 0 && level < steps && alpha < 128 {
			return
		}
		if !drawn { // the ground itself, which hides what is behind it
			c.pix[i] = 0
			return
		}
		c.pix[i] = first + level - 1
	}
}

// png is the picture as a PNG of four bits a pixel (W3C PNG, section 11), and the end of the canvas. The encoder
// of the standard library asks for each pixel by an interface, which takes three times as long as all the drawing.
func (c *canvas) png() []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	header := binary.BigEndian.AppendUint32(nil, Width)
	header = binary.BigEndian.AppendUint32(header, Height)
	chunk(&b, "IHDR", append(header, 4, 3, 0, 0, 0)) // bits, palette, methods, not interlaced
	var palette []byte
	for _, x := range c.colours {
		palette = append(palette, x.R, x.G, x.B)
	}
	chunk(&b, "PLTE", palette)
	var data bytes.Buffer
	z := compressors.Get().(*zlib.Writer)
	z.Reset(&data)
	row := make([]byte, 1+Width/2) // the filter of a row is 0: none
	for at := 0; at < len(c.pix); at += Width {
		for i := range Width / 2 {
			row[1+i] = c.pix[at+2*i]<<4 | c.pix[at+2*i+1]
		}
		z.Write(row)
	}
	z.Close()
	compressors.Put(z)
	canvases.Put(c.pix)
	c.pix = nil
	chunk(&b, "IDAT", data.Bytes())
	chunk(&b, "IEND", nil)
	return b.Bytes()
}

func chunk(b *bytes.Buffer, name string, data []byte) {
	b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(data))))
	start := b.Len()
	b.WriteString(name)
	b.Write(data)
	b.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(b.Bytes()[start:])))
}
