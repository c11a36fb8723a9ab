package assets

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/deepteams/webp"
	"pgregory.net/rapid"

	"artsfactory/cmd/internal/source"
)

var quarters = [4]color.RGBA{{220, 40, 40, 255}, {40, 200, 40, 255}, {40, 60, 220, 255}, {230, 220, 60, 255}}

// flag is a picture of four quarters: red, green above blue, yellow.
func flag(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, quarters[x*2/w+y*2/h*2])
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const gpsMark = "GPS 33.5731N 7.5898W"

// withEXIF puts an APP1 segment with an orientation and a place into a JPEG.
func withEXIF(jpeg []byte, order binary.AppendByteOrder, orientation uint16) []byte {
	mark := "MM\x00*"
	if order.String() == "LittleEndian" {
		mark = "II*\x00"
	}
	tiff := order.AppendUint32([]byte(mark), 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, e := range [][3]uint16{{0x0100, 3, 640}, {0x0112, 3, orientation}} {
		tiff = order.AppendUint16(tiff, e[0])
		tiff = order.AppendUint16(tiff, e[1])
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, e[2])
		tiff = order.AppendUint16(tiff, 0)
	}
	data := slices.Concat([]byte("Exif\x00\x00"), tiff, []byte(gpsMark))
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(data)+2))
	return slices.Concat(head, data, jpeg[2:])
}

func file(name string, b []byte) *source.File { return source.NewText(name, b) }

func mustLook(t testing.TB, b []byte) Photo {
	t.Helper()
	p, problem := LoadPhoto(file("content/films/x/p.jpg", b), &Memory{})
	if problem != nil {
		t.Fatal(problem.In("en"))
	}
	return p
}

func mustDecode(t testing.TB, b []byte) image.Image {
	t.Helper()
	img, err := decode(sniff(b), b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func near(a, b color.Color, tolerance int) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	for _, d := range []int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
		if d > tolerance || d < -tolerance {
			return false
		}
	}
	return true
}

// What the camera held on its side stands upright, whoever wrote the header.
func TestOrientation(t *testing.T) {
	red, green, blue, yellow := quarters[0], quarters[1], quarters[2], quarters[3]
	upright := [9][4]color.RGBA{
		1: {red, green, blue, yellow}, 2: {green, red, yellow, blue},
		3: {yellow, blue, green, red}, 4: {blue, yellow, red, green},
		5: {red, blue, green, yellow}, 6: {blue, red, yellow, green},
		7: {yellow, green, blue, red}, 8: {green, yellow, red, blue},
	}
	plain := asJPEG(t, flag(96, 64))
	for o := 1; o <= 8; o++ {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			b := withEXIF(plain, order, uint16(o))
			p := mustLook(t, b)
			w, h := 96, 64
			if o >= 5 {
				w, h = h, w
			}
			if p.Width != w || p.Height != h {
				t.Fatalf("orientation %d: %d × %d, want %d × %d", o, p.Width, p.Height, w, h)
			}
			pic := p.Picture("p", []int{48, 96})
			made, err := Encode(b, p, pic.Variants())
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range pic.Variants() {
				img := mustDecode(t, made[i])
				if s := img.Bounds().Size(); s.X != v.Width || s.Y != v.Height {
					t.Errorf("orientation %d: %s is %v, said to be %d × %d", o, v.Path, s, v.Width, v.Height)
				}
				for q, want := range upright[o] {
					x, y := v.Width/4+q%2*v.Width/2, v.Height/4+q/2*v.Height/2
					if got := img.At(x, y); !near(got, want, 24) {
						t.Errorf("orientation %d, %s, quarter %d: %v, want %v", o, v.Path, q, got, want)
					}
				}
			}
		}
	}
}

// No published byte says where a photograph was taken.
func TestMetadataGone(t *testing.T) {
	b := withEXIF(asJPEG(t, flag(640, 480)), binary.BigEndian, 1)
	if !bytes.Contains(b, []byte(gpsMark)) {
		t.Fatal("the source lacks the mark")
	}
	p := mustLook(t, b)
	variants := p.Picture("p", []int{320, 640}).Variants()
	made, err := Encode(b, p, variants)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range made {
		for _, mark := range []string{"GPS", "Exif", "EXIF", "ICCP", "XMP", "eXIf", "tEXt"} {
			if bytes.Contains(m, []byte(mark)) {
				t.Errorf("%q is published", mark)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	bomb := asPNG(t, flag(2, 2))
	binary.BigEndian.PutUint32(bomb[16:], 100_000)
	binary.BigEndian.PutUint32(bomb[20:], 100_000)
	binary.BigEndian.PutUint32(bomb[29:], crc(bomb[12:29]))
	tall := asPNG(t, image.NewGray(image.Rect(0, 0, 1, 16_001)))
	two := &gif.GIF{Image: []*image.Paletted{still(1), still(2)}, Delay: []int{5, 5}}
	var moving bytes.Buffer
	if err := gif.EncodeAll(&moving, two); err != nil {
		t.Fatal(err)
	}
	whole := asJPEG(t, flag(200, 200))
	var large, small bytes.Buffer
	if err := webp.Encode(&large, flag(40, 30), webp.DefaultOptions()); err != nil {
		t.Fatal(err)
	}
	if err := webp.Encode(&small, flag(2, 2), webp.DefaultOptions()); err != nil {
		t.Fatal(err)
	}
	// Two pictures in one, of which a decoder might measure the one and decode the other.
	lying := slices.Concat([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00"), make([]byte, 10),
		large.Bytes()[12:],
		small.Bytes()[12:])
	binary.LittleEndian.PutUint32(lying[4:], uint32(len(lying)-8))
	livelyWebP := bytes.Clone(lying)
	livelyWebP[20] |= 2
	lively := asPNG(t, flag(2, 2))
	lively = slices.Insert(lively, 33, []byte(
		"\x00\x00\x00\x08acTL\x00\x00\x00\x02\x00\x00\x00\x00\xf3\x8d\x93\x70")...)
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"bomb", bomb, "100000 × 100000 pixels"},
		{"tall", tall, "16,000"},
		{"moving", moving.Bytes(), "moves"},
		{"moving PNG", lively, "moves"},
		{"moving WebP", livelyWebP, "moves"},
		{"lying WebP", lying, "damaged"},
		{"heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "HEIC"},
		{"text", []byte("a photograph, I promise"), "not a picture"},
		{"empty", nil, "damaged"},
		{"cut", whole[:len(whole)/2], "damaged"},
		{"header cut", whole[:30], "damaged"},
	} {
		_, problem := LoadPhoto(file("content/films/x/p.jpg", c.b), &Memory{})
		if problem == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if !strings.Contains(problem.What.En, c.want) || problem.Hint.En == "" || problem.What.Fr == "" ||
			problem.Path == "" {
			t.Errorf("%s: %s", c.name, problem.In("en"))
		}
	}
}

func crc(b []byte) uint32 {
	c := ^uint32(0)
	for _, x := range b {
		c ^= uint32(x)
		for range 8 {
			c = c>>1 ^ 0xedb88320*(c&1)
		}
	}
	return ^c
}

func still(seed int) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.Black, color.White})
	img.Pix[seed] = 1
	return img
}

func TestStillGIF(t *testing.T) {
	var whole, partly bytes.Buffer
	if err := gif.Encode(&whole, still(3), nil); err != nil {
		t.Fatal(err)
	}
	if p := mustLook(t, whole.Bytes()); p.Format != "gif" || p.Width != 8 || p.Transparent {
		t.Errorf("%+v", p)
	}
	part := &gif.GIF{Image: []*image.Paletted{still(3)}, Delay: []int{0}, Config: image.Config{Width: 16, Height: 10}}
	if err := gif.EncodeAll(&partly, part); err != nil {
		t.Fatal(err)
	}
	if p := mustLook(t, partly.Bytes()); p.Width != 16 || p.Height != 10 || !p.Transparent {
		t.Errorf("%+v", p)
	}
}

// Damaged pictures are refused or shown; they never stop the build.
func TestDamageNeverPanics(t *testing.T) {
	var w bytes.Buffer
	if err := webp.Encode(&w, flag(40, 30), webp.DefaultOptions()); err != nil {
		t.Fatal(err)
	}
	var g bytes.Buffer
	if err := gif.Encode(&g, still(3), nil); err != nil {
		t.Fatal(err)
	}
	var l bytes.Buffer
	if err := webp.Encode(&l, flag(40, 30), &webp.EncoderOptions{Lossless: true, Quality: 50, Method: 2}); err != nil {
		t.Fatal(err)
	}
	alpha := image.NewNRGBA(image.Rect(0, 0, 20, 20))
	seeds := [][]byte{l.Bytes(), withEXIF(asJPEG(t, flag(40, 30)), binary.LittleEndian, 6), asPNG(t, alpha), w.Bytes(),
		g.Bytes()}
	rapid.Check(t, func(t *rapid.T) {
		b := slices.Clone(rapid.SampledFrom(seeds).Draw(t, "picture"))
		for range rapid.IntRange(0, 6).Draw(t, "flips") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		if rapid.Bool().Draw(t, "cut") {
			b = b[:rapid.IntRange(0, len(b)).Draw(t, "length")]
		}
		p, problem := LoadPhoto(file("p", b), &Memory{})
		if problem != nil || p.Format == "svg" || p.Width*p.Height > 1_000_000 {
			return
		}
		if _, err := Encode(b, p, p.Picture("p", []int{16}).Variants()); err != nil {
			t.Fatalf("accepted, then: %v", err)
		}
	})
}

// Whatever is asked for, no variant is wider than the source, all keep its proportions, each has
// its own name, and there is one at least.
func TestVariantsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Photo{Info: Info{Width: rapid.IntRange(1, 9000).Draw(t, "w"), Height: rapid.IntRange(1, 4000).Draw(t,
			"h"),
			Format: "jpeg"}}
		widths := rapid.SliceOfN(rapid.IntRange(-5, 5000), 0, 8).Draw(t, "widths")
		before := slices.Clone(widths)
		pic := p.Picture("x", widths)
		if !slices.Equal(before, widths) {
			t.Fatal("the caller's widths changed")
		}
		seen := map[string]bool{}
		last := 0
		for _, v := range pic.Sources {
			if v.Width > p.Width || v.Width > maxWidth || v.Width <= last || v.Width < 1 || v.Height < 1 ||
				seen[v.Path] {
				t.Fatalf("%+v of %+v", v, p)
			}
			if off := v.Height*p.Width - v.Width*p.Height; v.Height > 1 && (off > p.Width || off < -p.Width) {
				t.Fatalf("%+v is out of proportion", v)
			}
			last, seen[v.Path] = v.Width, true
		}
		if len(pic.Sources) == 0 || pic.Fallback.Type != JPEG || seen[pic.Fallback.Path] {
			t.Fatalf("%+v", pic)
		}
		f := Focus{rapid.IntRange(0, 100).Draw(t, "x"), rapid.IntRange(0, 100).Draw(t, "y")}
		if c := Crop(p.Width, p.Height, 1200, 630, f); !c.In(image.Rect(0, 0, p.Width, p.Height)) || c.Empty() {
			t.Fatalf("%+v of %+v", c, p)
		}
	})
}

func TestPicture(t *testing.T) {
	p := Photo{Info: Info{Width: 700, Height: 350, Format: "png"}, Transparent: true}
	pic := p.Picture("films/zero/poster", []int{960, 320, 640})
	got := fmt.Sprint(pic.Width, pic.Height)
	for _, v := range pic.Variants() {
		got += fmt.Sprintf(" %d×%d %s", v.Width, v.Height, v.Type)
	}
	want := "700 350 320×160 image/webp 700×350 image/webp 700×350 image/png"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := pic.Fallback.Path; !strings.HasPrefix(n, "assets/films/zero/poster-700.") ||
		!strings.HasSuffix(n, ".png") {
		t.Error(n)
	}
}

// A frame shows what the editor's focus names.
func TestFrameKeepsFocus(t *testing.T) {
	b := asJPEG(t, flag(400, 1000))
	p := mustLook(t, b)
	for _, c := range []struct {
		focus string
		want  color.RGBA
	}{{"0% 0%", quarters[0]}, {"10% 90%", quarters[2]}} {
		f, ok := ParseFocus(c.focus)
		if !ok {
			t.Fatal(c.focus)
		}
		made, err := Encode(b, p, p.Picture("p", []int{400}).Sources)
		if err != nil {
			t.Fatal(err)
		}
		img := image.NewRGBA(image.Rect(0, 0, 400, 210))
		DrawFrame(img, made[0], f)
		if img.Bounds().Dx() != 400 || img.Bounds().Dy() != 210 || !near(img.At(60, 100), c.want, 24) {
			t.Errorf("focus %s: %v, %v", c.focus, img.Bounds(), img.At(60, 100))
		}
	}
	for _, bad := range []string{"50%", "50 50", "101% 0%", "-1% 0%", "left top"} {
		if _, ok := ParseFocus(bad); ok {
			t.Errorf("%q accepted", bad)
		}
	}
}

// What browsers get looks like what the editor gave: the mean colour of every WebP is the source's.
func TestColoursHold(t *testing.T) {
	soft := image.NewRGBA(image.Rect(0, 0, 320, 200))
	for y := range 200 {
		for x := range 320 {
			soft.SetRGBA(x, y, color.RGBA{uint8(200 - x/4), uint8(60 + y/2), uint8(90 + x/5), 255})
		}
	}
	b := asPNG(t, soft)
	p := mustLook(t, b)
	pic := p.Picture("p", []int{80, 160, 320})
	made, err := Encode(b, p, pic.Variants())
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range made {
		got := average(mustDecode(t, m))
		if !near(color.RGBA{got[0], got[1], got[2], 255}, parsed(p.Colour), 3) {
			t.Errorf("%s: %v, source %s", pic.Variants()[i].Path, got, p.Colour)
		}
	}
}

func parsed(s string) color.RGBA {
	c := color.RGBA{A: 255}
	fmt.Sscanf(s, "#%02x%02x%02x", &c.R, &c.G, &c.B)
	return c
}

// iccProfile is a profile of three primaries, as XYZ relative to D50, and one gamma.
func iccProfile(rgb [3][3]float64, gamma float64) []byte {
	fixed := func(b []byte, v float64) []byte {
		return binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	curve := binary.BigEndian.AppendUint16([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"),
		uint16(math.Round(gamma*256)))
	names, data := []string{}, [][]byte{}
	for i, c := range []string{"r", "g", "b"} {
		xyz := []byte("XYZ \x00\x00\x00\x00")
		for _, v := range rgb[i] {
			xyz = fixed(xyz, v)
		}
		names, data = append(names, c+"XYZ", c+"TRC"), append(data, xyz, append(slices.Clone(curve), 0, 0))
	}
	out := make([]byte, 128)
	copy(out[12:], "mntrRGB XYZ ")
	out = binary.BigEndian.AppendUint32(out, uint32(len(names)))
	at := 132 + 12*len(names)
	for i, n := range names {
		out = binary.BigEndian.AppendUint32(append(out, n...), uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(data[i])))
		at += len(data[i])
	}
	return slices.Concat(out, slices.Concat(data...))
}

var (
	profileP3 = iccProfile([3][3]float64{{0.51512, 0.2412, -0.00105}, {0.29198, 0.69225, 0.04189},
		{0.1571, 0.06657, 0.78407}}, 2.2)
	profileAdobe = iccProfile([3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087},
		{0.14919, 0.06322, 0.74457}}, 2.19921875)
	profileSRGB = iccProfile([3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708},
		{0.14307, 0.06061, 0.7141}}, 2.2)
)

// pngWith puts chunks before the pixels of a PNG: name and data by turns.
func pngWith(png []byte, chunks ...string) []byte {
	out := slices.Clone(png[:33])
	for i := 0; i < len(chunks); i += 2 {
		body := []byte(chunks[i] + chunks[i+1])
		out = append(binary.BigEndian.AppendUint32(out, uint32(len(chunks[i+1]))), body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	return append(out, png[33:]...)
}

func deflated(b []byte) string {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(b)
	w.Close()
	return z.String()
}

// A picture is published in the colours it is seen in, whatever it says of them and how. The colours are
// those Chromium shows.
func TestWideColours(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := 0; i < len(img.Pix); i += 4 {
		copy(img.Pix[i:], []byte{200, 60, 60, 255})
	}
	jpg, plain := asJPEG(t, img), asPNG(t, img)
	inJPEG := func(profile []byte) []byte {
		data := "ICC_PROFILE\x00\x01\x02" + string(profile[:100])
		more := "ICC_PROFILE\x00\x02\x02" + string(profile[100:])
		out := slices.Clone(jpg[:2])
		for _, d := range []string{data, more} {
			out = append(binary.BigEndian.AppendUint16(append(out, 0xff, 0xe2), uint16(len(d)+2)), d...)
		}
		return append(out, jpg[2:]...)
	}
	chrm := func(xy ...uint32) (b []byte) {
		for _, v := range xy {
			b = binary.BigEndian.AppendUint32(b, v)
		}
		return b
	}
	p3, adobe, same := color.RGBA{219, 37, 49, 255}, color.RGBA{233, 58, 57, 255}, color.RGBA{200, 60, 60, 255}
	for name, c := range map[string]struct {
		b    []byte
		want color.RGBA
	}{
		"jpeg": {jpg, same}, "jpeg sRGB": {inJPEG(profileSRGB), same},
		"jpeg P3": {inJPEG(profileP3), p3}, "jpeg Adobe RGB": {inJPEG(profileAdobe), adobe},
		"png": {plain, same}, "png P3": {pngWith(plain, "iCCP", "p\x00\x00"+deflated(profileP3)), p3},
		"png Adobe RGB": {pngWith(plain, "iCCP", "\x00\x00"+deflated(profileAdobe)), adobe},
		"png cICP":      {pngWith(plain, "cICP", "\x0c\x0d\x00\x01"), p3},
		"png cHRM": {pngWith(plain, "cHRM", string(chrm(31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)),
			"gAMA", string(chrm(45471))), adobe},
		"png sRGB":    {pngWith(plain, "sRGB", "\x00", "gAMA", string(chrm(45455))), same},
		"png damaged": {pngWith(plain, "iCCP", "x\x00\x00abc"), same},
		"png cut":     {pngWith(plain, "iCCP", "x\x00\x00"+deflated(profileP3[:300])), same},
	} {
		p := mustLook(t, c.b)
		made, err := Encode(c.b, p, []Variant{p.Picture("p", []int{64}).Fallback})
		if err != nil {
			t.Fatal(name, err)
		}
		if got := mustDecode(t, made[0]).At(30, 30); !near(got, c.want, 6) || !near(parsed(p.Colour), c.want, 6) {
			t.Errorf("%s: got %v and %s, want %v", name, got, p.Colour, c.want)
		}
	}
	for _, profile := range [][]byte{profileP3, profileAdobe} {
		s := parseProfile(profile)
		for i := range 256 { // greys stay greys
			g := byte(i)
			if c := s.toSRGB([3]byte{g, g, g}); c[0] != c[1] || c[1] != c[2] {
				t.Fatalf("grey %d became %v", i, c)
			}
		}
	}
}

// A PNG stands as its eXIf chunk says, as in browsers.
func TestOrientationPNG(t *testing.T) {
	exif := "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	b := pngWith(asPNG(t, flag(96, 64)), "eXIf", exif)
	p := mustLook(t, b)
	made, err := Encode(b, p, []Variant{p.Picture("p", []int{64}).Fallback})
	if err != nil || p.Width != 64 || p.Height != 96 {
		t.Fatal(p.Width, p.Height, err)
	}
	if got := mustDecode(t, made[0]).At(16, 16); !near(got, quarters[2], 24) {
		t.Errorf("the upper left is %v", got)
	}
}

func TestTransparency(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 100, 100))
	for i := range 50 * 100 {
		img.SetNRGBA(i%50, i/50, color.NRGBA{200, 30, 30, 255})
	}
	b := asPNG(t, img)
	p := mustLook(t, b)
	pic := p.Picture("p", []int{50, 100})
	if !p.Transparent || pic.Colour != "" || pic.Fallback.Type != PNG {
		t.Fatalf("%+v", pic)
	}
	made, err := Encode(b, p, pic.Variants())
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range pic.Variants() {
		out := mustDecode(t, made[i])
		_, _, _, left := out.At(v.Width/8, v.Height/2).RGBA()
		_, _, _, right := out.At(v.Width*7/8, v.Height/2).RGBA()
		if left != 0xffff || right != 0 || !near(out.At(v.Width/8, v.Height/2), color.RGBA{200, 30, 30, 255}, 12) {
			t.Errorf("%s: alpha %x, %x", v.Path, left, right)
		}
	}
}

// An even surface stays even, and a resized picture of one colour has that colour.
func TestResizeKeepsEvenColours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 60)
		want := color.RGBA{rapid.Byte().Draw(t, "r"), rapid.Byte().Draw(t, "g"), rapid.Byte().Draw(t, "b"), 255}
		img := image.NewRGBA(image.Rect(3, 5, 3+size.Draw(t, "w"), 5+size.Draw(t, "h")))
		for i := 0; i < len(img.Pix); i += 4 {
			copy(img.Pix[i:], []byte{want.R, want.G, want.B, 255})
		}
		out := resize(img, size.Draw(t, "to w"), size.Draw(t, "to h"))
		for i := 0; i < len(out.Pix); i += 4 {
			if !near(color.RGBA{out.Pix[i], out.Pix[i+1], out.Pix[i+2], 255}, want, 1) || out.Pix[i+3] != 255 {
				t.Fatalf("%v became %v", want, out.Pix[i:i+4])
			}
		}
	})
}
