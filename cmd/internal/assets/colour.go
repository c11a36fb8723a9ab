package assets

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"math"
	"sync"
)

// A colourSpace is how the colours of a picture become those of sRGB, which is what a picture that says
// nothing of its colours means, as all published ones do. Both sides have one white, so that greys stay.
type colourSpace struct {
	light  [3][256]int64 // linear light of a byte of each channel, in 16 bits
	matrix [3][3]int64   // linear light to that of sRGB, in units of 1/16384
}

// profileLimit is how long a colour profile may be; those of cameras and screens have 0.5 to 20 kB.
const profileLimit = 1 << 20

// coloursOf reads what a picture says of its colours; nil is sRGB, or what cannot be read.
func coloursOf(format string, b []byte) *colourSpace {
	switch format {
	case "jpeg":
		return parseProfile(jpegProfile(b))
	case "png":
		return pngColours(b)
	case "webp":
		var profile []byte
		webpChunks(b, func(name string, data []byte) {
			if name == "ICCP" && profile == nil {
				profile = data
			}
		})
		return parseProfile(profile)
	}
	return nil
}

// jpegProfile joins the segments of an ICC profile (ICC.1:2022, annex B.4), which stand in their order.
func jpegProfile(jpeg []byte) (profile []byte) {
	const mark = "ICC_PROFILE\x00"
	eachSegment(jpeg, func(marker byte, data []byte) {
		if rest, ok := bytes.CutPrefix(data, []byte(mark)); marker == 0xe2 && ok && len(rest) > 2 &&
			len(profile)+len(rest) <= profileLimit {
			profile = append(profile, rest[2:]...)
		}
	})
	return profile
}

// pngColours reads cICP, iCCP, or cHRM with gAMA, the first of them that is there, as PNG's third edition
// ranks them. sRGB needs no change.
func pngColours(b []byte) *colourSpace {
	chunks := map[string][]byte{}
	pngChunks(b, func(name string, data []byte) {
		if _, there := chunks[name]; !there {
			chunks[name] = data
		}
	})
	_, isSRGB := chunks["sRGB"]
	chrm, gama := chunks["cHRM"], chunks["gAMA"]
	switch icc, cicp := chunks["iCCP"], chunks["cICP"]; {
	case len(cicp) >= 2 && cicp[0] == 12 && cicp[1] == 13: // Display P3 (ITU-T H.273)
		return newColourSpace(fromPrimaries([8]float64{0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06}), sRGBCurve)
	case len(cicp) > 0:
	case icc != nil:
		if i := bytes.IndexByte(icc, 0); i >= 0 && i+2 <= len(icc) {
			if r, err := zlib.NewReader(bytes.NewReader(icc[i+2:])); err == nil {
				profile, _ := io.ReadAll(io.LimitReader(r, profileLimit))
				return parseProfile(profile)
			}
		}
	case !isSRGB && len(chrm) == 32 && len(gama) == 4:
		var xy [8]float64
		for i := range xy {
			xy[i] = float64(binary.BigEndian.Uint32(chrm[4*i:])) / 100_000
		}
		gamma := 100_000 / max(1, float64(binary.BigEndian.Uint32(gama)))
		return newColourSpace(fromPrimaries(xy), func(v float64) float64 { return math.Pow(v, gamma) })
	}
	return nil
}

// xyzToSRGB turns XYZ relative to D50, as profiles have it, into linear sRGB (Bradford adaptation).
var xyzToSRGB = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540}, {0.0719453, -0.2289914, 1.4052427},
}

// xyz65ToSRGB does so for XYZ relative to D65 (IEC 61966-2-1).
var xyz65ToSRGB = [3][3]float64{
	{3.2404542, -1.5371385, -0.4985314}, {-0.9692660, 1.8760108, 0.0415560}, {0.0556434, -0.2040259, 1.0572252},
}

// fromPrimaries is the matrix of a space from the chromaticities of white, red, green and blue.
func fromPrimaries(xy [8]float64) (m [3][3]float64) {
	var columns [3][3]float64
	for i := range 3 {
		x, y := xy[2+2*i], xy[3+2*i]
		if y <= 0 || xy[1] <= 0 {
			return m
		}
		columns[i] = [3]float64{x / y, 1, (1 - x - y) / y}
	}
	white := [3]float64{xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]}
	var a [3][3]float64
	for r := range 3 {
		for c := range 3 {
			a[r][c] = columns[c][r]
		}
	}
	whole := determinant(a)
	for c := range 3 {
		part := a
		for r := range 3 {
			part[r][c] = white[r]
		}
		scale := determinant(part) / whole // Cramer's rule
		for r := range 3 {
			m[r][c] = columns[c][r] * scale
		}
	}
	return multiply(xyz65ToSRGB, m)
}

func determinant(a [3][3]float64) float64 {
	return a[0][0]*(a[1][1]*a[2][2]-a[1][2]*a[2][1]) - a[0][1]*(a[1][0]*a[2][2]-a[1][2]*a[2][0]) +
		a[0][2]*(a[1][0]*a[2][1]-a[1][1]*a[2][0])
}

func multiply(a, b [3][3]float64) (m [3][3]float64) {
	for r := range 3 {
		for c := range 3 {
			for k := range 3 {
				m[r][c] += float64(a[r][k] * b[k][c])
			}
		}
	}
	return m
}

// parseProfile reads a profile of three primaries and their curves (ICC.1:2022); nil for all others, and
// for sRGB.
func parseProfile(icc []byte) *colourSpace {
	if len(icc) < 132 || string(icc[16:24]) != "RGB XYZ " {
		return nil
	}
	tags := map[string][]byte{}
	rest := icc[132:]
	for range min(binary.BigEndian.Uint32(icc[128:]), 100) {
		if len(rest) < 12 {
			return nil
		}
		at, n := int64(binary.BigEndian.Uint32(rest[4:])), int64(binary.BigEndian.Uint32(rest[8:]))
		if at+n <= int64(len(icc)) {
			tags[string(rest[:4])] = icc[at : at+n]
		}
		rest = rest[12:]
	}
	var toXYZ [3][3]float64
	var curves [3]func(float64) float64
	for i, name := range []string{"r", "g", "b"} {
		xyz := tags[name+"XYZ"]
		curves[i] = parseCurve(tags[name+"TRC"])
		if len(xyz) < 20 || curves[i] == nil {
			return nil
		}
		for row := range 3 {
			toXYZ[row][i] = fixed16(xyz[8+4*row:])
		}
	}
	return newColourSpace(multiply(xyzToSRGB, toXYZ), curves[:]...)
}

// fixed16 is an s15Fixed16Number.
func fixed16(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// parseCurve reads a curveType or parametricCurveType, or returns nil.
func parseCurve(b []byte) func(float64) float64 {
	if len(b) < 12 {
		return nil
	}
	if string(b[:4]) == "para" {
		return parametricCurve(binary.BigEndian.Uint16(b[8:]), b[12:])
	}
	n := int64(binary.BigEndian.Uint32(b[8:]))
	if string(b[:4]) != "curv" || 12+2*n > int64(len(b)) {
		return nil
	}
	switch n {
	case 0:
		return func(v float64) float64 { return v }
	case 1:
		gamma := float64(binary.BigEndian.Uint16(b[12:])) / 256
		return func(v float64) float64 { return math.Pow(v, gamma) }
	}
	return func(v float64) float64 {
		x := v * float64(n-1)
		i := min(int(x), int(n-2))
		low, high := binary.BigEndian.Uint16(b[12+2*i:]), binary.BigEndian.Uint16(b[14+2*i:])
		return (float64(low) + float64((x-float64(i))*(float64(high)-float64(low)))) / 65535
	}
}

func parametricCurve(kind uint16, b []byte) func(float64) float64 {
	counts := []int{1, 3, 4, 5, 7}
	if int(kind) >= len(counts) || len(b) < 4*counts[kind] {
		return nil
	}
	var p [7]float64 // g a b c d e f
	p[1] = 1
	for i := range counts[kind] {
		p[i] = fixed16(b[4*i:])
	}
	switch kind {
	case 1:
		p[4] = -p[2] / p[1]
	case 2:
		p[4], p[5], p[6], p[3] = -p[2]/p[1], p[3], p[3], 0
	case 0:
		p[4] = -1
	}
	return func(v float64) float64 {
		if v < p[4] {
			return float64(p[3]*v) + p[6]
		}
		return math.Pow(max(0, float64(p[1]*v)+p[2]), p[0]) + p[5]
	}
}

// newColourSpace makes a space of a matrix to linear sRGB and of one curve or three; nil where nothing in
// it differs from sRGB by more than a byte's step, and where it makes no sense.
func newColourSpace(m [3][3]float64, curves ...func(float64) float64) *colourSpace {
	s := &colourSpace{}
	same := true
	for i := range 3 {
		curve := curves[min(i, len(curves)-1)]
		for v := range 256 {
			x := curve(float64(v) / 255)
			if !(x >= -0.01 && x <= 1.01) {
				return nil
			}
			s.light[i][v] = int64(math.Round(max(0, min(1, x)) * 65535))
			same = same && math.Abs(x-sRGBCurve(float64(v)/255)) < 0.004
		}
		sum := m[i][0] + m[i][1] + m[i][2]
		if !(sum > 0.5 && sum < 2) {
			return nil
		}
		rest, largest := int64(1<<14), 0
		for c := range 3 {
			s.matrix[i][c] = int64(math.Round(m[i][c] / sum * (1 << 14)))
			rest -= s.matrix[i][c]
			if s.matrix[i][c] > s.matrix[i][largest] {
				largest = c
			}
			want := 0.0
			if c == i {
				want = 1
			}
			same = same && math.Abs(m[i][c]/sum-want) < 0.01
		}
		s.matrix[i][largest] += rest
	}
	if same {
		return nil
	}
	return s
}

// sRGBCurve is the transfer function of sRGB (IEC 61966-2-1), which Display P3 shares.
func sRGBCurve(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// sRGBBytes turns light in 16 bits into the nearest byte of sRGB.
var sRGBBytes = sync.OnceValue(func() *[65536]byte {
	t := new([65536]byte)
	k := 0
	light := func(k int) float64 { return sRGBCurve(float64(k)/255) * 65535 }
	for i := range t {
		for k < 255 && 2*float64(i) > light(k)+light(k+1) {
			k++
		}
		t[i] = byte(k)
	}
	return t
})

// toSRGB turns a colour into the nearest of sRGB: what sRGB does not have is clipped.
func (s *colourSpace) toSRGB(p [3]byte) (out [3]byte) {
	t := sRGBBytes()
	for i, row := range s.matrix {
		v := row[0]*s.light[0][p[0]] + row[1]*s.light[1][p[1]] + row[2]*s.light[2][p[2]]
		out[i] = t[max(0, min(65535, (v+1<<13)>>14))]
	}
	return out
}

// convert turns the pixels of a premultiplied picture into sRGB.
func (s *colourSpace) convert(pix []byte) {
	for i := 0; i+3 < len(pix); i += 4 {
		a := int(pix[i+3])
		if a == 0 {
			continue
		}
		p := [3]byte(pix[i:])
		if a < 255 {
			for c := range p {
				p[c] = byte(min(255, (int(p[c])*255+a/2)/a))
			}
		}
		p = s.toSRGB(p)
		if a < 255 {
			for c := range p {
				p[c] = byte((int(p[c])*a + 127) / 255)
			}
		}
		copy(pix[i:], p[:])
	}
}
