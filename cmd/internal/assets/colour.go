package assets

import (
	"bytes"
	"math"
	"sync"
)

// displayP3 tells whether a JPEG says that its colours are those of Display P3, as the photographs
// of many phones do. What is published says nothing of colours, which means sRGB: unconverted, such
// pictures would look dull.
func displayP3(jpeg []byte) bool {
	profile := segment(jpeg, 0xe2, "ICC_PROFILE\x00\x01")
	name := "Display P3"
	var utf16 []byte
	for _, c := range []byte(name) {
		utf16 = append(utf16, 0, c)
	}
	return bytes.Contains(profile, utf16) || bytes.Contains(profile, []byte(name))
}

// p3ToSRGB turns linear Display P3 into linear sRGB, in units of 1/16384; both have the same white.
var p3ToSRGB = [3][3]int64{{20069, -3685, 0}, {-689, 17073, 0}, {-322, -1288, 17994}}

// curves hold the sRGB transfer function (IEC 61966-2-1), which Display P3 shares: from a byte to
// light in 16 bits, and back to the nearest byte.
var curves = sync.OnceValue(func() *struct {
	light [256]int64
	bytes [65536]byte
} {
	c := new(struct {
		light [256]int64
		bytes [65536]byte
	})
	for i := range c.light {
		v := float64(i) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		c.light[i] = int64(math.Round(v * 65535))
	}
	k := 0
	for i := range c.bytes {
		for k < 255 && 2*int64(i) > c.light[k]+c.light[k+1] {
			k++
		}
		c.bytes[i] = byte(k)
	}
	return c
})

// toSRGB turns a colour of Display P3 into the nearest of sRGB. Colours that only Display P3 has
// are clipped.
func toSRGB(p [3]byte) (out [3]byte) {
	c := curves()
	for i, row := range p3ToSRGB {
		v := row[0]*c.light[p[0]] + row[1]*c.light[p[1]] + row[2]*c.light[p[2]]
		out[i] = c.bytes[max(0, min(65535, (v+1<<13)>>14))]
	}
	return out
}
