package download

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"
)

// secret stands in every file below where its format keeps what nobody is to know.
const secret = "Secret Fictif 33.5731"

func box(kind string, parts ...string) string {
	body := strings.Join(parts, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))) + kind + body
}

// film is a small film with a place, a maker, and a track of places in its samples.
func film() string {
	zero := func(n int) string { return strings.Repeat("\x00", n) }
	handler := func(kind string) string { return box("hdlr", zero(8), kind, zero(12), "Camera "+secret) }
	samples := func(at uint32) string {
		return box("stbl", box("stco", zero(4), "\x00\x00\x00\x01", string(binary.BigEndian.AppendUint32(nil, at))),
			box("stsc", zero(4), "\x00\x00\x00\x01", "\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01"),
			box("stsz", zero(4), string(binary.BigEndian.AppendUint32(nil, uint32(len(secret)))), "\x00\x00\x00\x01"))
	}
	track := func(kind string, at uint32) string {
		return box("trak", box("tkhd", zero(4), "\xd0\xd0\xd0\xd0\xd1\xd1\xd1\xd1", zero(76)),
			box("mdia", handler(kind), box("minf", samples(at))), box("udta", secret))
	}
	head := box("ftyp", "isom\x00\x00\x02\x00isom")
	return head + box("mdat", secret, "PIXELS") + box("free", secret) +
		box("moov", box("mvhd", zero(4), "\xd0\xd0\xd0\xd0\xd1\xd1\xd1\xd1", zero(88)),
			track("vide", uint32(len(head)+8+len(secret))),
			track("meta", uint32(len(head)+8)), box("udta", box("\xa9xyz", secret)), box("meta", secret)) +
		box("uuid", secret)
}

func archive(t *testing.T, members ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		m, err := w.CreateHeader(&zip.FileHeader{Name: members[i], Method: zip.Deflate,
			Extra: []byte("\x55\x54\x05\x00\x01abcd"), Comment: secret})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(m, members[i+1])
	}
	w.SetComment(secret)
	w.Close()
	return b.String()
}

const exifJPEG = "\xff\xd8\xff\xe1\x00\x1dExif\x00\x00" + secret +
	"\xff\xdb\x00\x03q\xff\xda\x00\x03sPIXELS\xff\xd9" + secret

// What a file tells of its makers goes, and what it is for stays.
func TestCleaned(t *testing.T) {
	word := `<w:document xmlns:w="w"><w:ins w:author="` + secret + `">Le texte</w:ins></w:document>`
	for name, c := range map[string]struct{ content, stays string }{
		"a.mp4": {film(), "PIXELS"},
		"a.mov": {strings.Replace(film(), "isom\x00", "qt  \x00", 1), "PIXELS"},
		"a.docx": {archive(t, "word/document.xml", word, "docProps/core.xml", secret, "word/media/a.jpg", exifJPEG),
			"Le texte"},
		"a.odt": {archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "meta.xml", secret,
			"content.xml", "<dc:creator>"+secret+"</dc:creator>Le texte"), "Le texte"},
		"a.zip": {archive(t, "photos/a.jpg", exifJPEG, "a.mp4", film(), "b.zip", archive(t, "c.jpg", exifJPEG)),
			"PIXELS"},
		"a.mp3": {"ID3\x03\x00\x00\x00\x00\x00\x20" + secret + strings.Repeat("\x00",
			32-len(secret)) + "\xff\xfb\x90\x00SOUND" +
			"TAG" + secret + strings.Repeat("\x00", 125-len(secret)), "SOUND"},
		"a.wav": {"RIFF\x00\x00\x00\x00WAVE" + "LIST\x15\x00\x00\x00" + secret + "\x00data\x05\x00\x00\x00SOUND\x00",
			"SOUND"},
		"a.pdf": {"%PDF-1.4\n1 0 obj\n<</Author(" + secret + ")/Title<" + fmt.Sprintf("%X", secret) + ">>>\nendobj\n" +
			"2 0 obj\n<</Length 9>>stream\n<x:xmpmeta>" + secret + "</x:xmpmeta>endstream\nendobj\nLe texte\n" +
			"trailer<</Info 1 0 R>>", "Le texte"},
	} {
		r := Prepare(source.NewText("content/x/"+name, []byte(c.content)))
		if r.File == nil {
			t.Errorf("%s is refused: %v", name, r.Problems)
			continue
		}
		b, err := r.File.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		all := string(b)
		_ = Texts(r.File, func(name string, b []byte) { all += name + string(b) })
		if strings.Contains(all, secret) || strings.Contains(all, fmt.Sprintf("%X", secret)) {
			t.Errorf("%s still tells: %q", name, all)
		}
		if !strings.Contains(all, c.stays) {
			t.Errorf("%s has lost %q", name, c.stays)
		}
		in, err := r.File.Open()
		if err != nil {
			t.Fatal(err)
		}
		parts, _ := io.ReadAll(in)
		in.Close()
		if !bytes.Equal(parts, b) || int64(len(b)) != r.File.Size {
			t.Errorf("%s read in parts has %d bytes, at once %d, and says %d", name, len(parts), len(b), r.File.Size)
		}
		if again := Prepare(r.File); again.File == nil {
			t.Errorf("%s is refused once it is cleaned: %v", name, again.Problems)
		} else if twice, _ := again.File.Bytes(); !bytes.Equal(twice, b) {
			t.Errorf("%s is cleaned again", name)
		}
	}
}

// What may run, and what is not what its name says, is not published, and the way out is told.
func TestRefused(t *testing.T) {
	for name, content := range map[string]string{
		"a.html": "<!doctype html><script>alert(1)</script>", "a.txt": " <html><script>",
		"a.csv": "a\n<script>alert(1)</script>",
		"a.pdf": "<script>alert(1)</script>", "a.js": "alert(1)", "a.exe": "MZ\x90", "a.zip": "MZ\x90", "a.swf": "FWS",
		"a.docx": archive(t, "word/document.xml", "x", "word/vbaProject.bin", "x"), "a.odt": archive(t, "a.txt", "x"),
		"a.heic": "\x00\x00\x00\x18ftypheic", "a.jpg": "\x00\x00\x00\x18ftypavif", "a.tiff": "II*\x00",
		"a.mp4": "%PDF-1.4",
		"b.mp4": film()[:200], "a.vtt": "", "a.doc": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.svgz": "\x1f\x8b\x08",
		"a.gpx": "<?xml?><gpx>",
		"c.zip": archive(t, "a.zip", archive(t, "b.zip", archive(t, "c.zip", archive(t, "d", "x")))),
		"d.zip": archive(t, "a", strings.Repeat("0", 90<<20)), "a": "x", "e.mp4": "ID3\x03", "a.webm": "not a film",
	} {
		r := Prepare(source.NewText("content/x/"+name, []byte(content)))
		if r.File != nil || r.Type != Picture && len(r.Problems) != 1 {
			t.Errorf("%s is published as %s: %v", name, r.Type, r.Problems)
		} else if len(r.Problems) > 0 && (r.Problems[0].Warning || r.Problems[0].Hint.En == "" ||
			r.Problems[0].Hint.Fr == "") {
			t.Errorf("%s: %+v", name, r.Problems[0])
		}
	}
	for _, picture := range []string{exifJPEG, "\x89PNG\r\n\x1a\n", "GIF89a",
		"<?xml version='1.0'?>\n<svg xmlns='x'>"} {
		if r := Prepare(source.NewText("content/x/a.pdf", []byte(picture))); r.Type != Picture || r.File != nil {
			t.Errorf("%q goes the road of %s", picture, r.Type)
		}
	}
}

func TestCheckVTT(t *testing.T) {
	for text, want := range map[string]string{
		"WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour\n": "",
		"\ufeffWEBVTT - Titre\r\n\r\nNOTE x\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.500 line:0 align:start\r\n" +
			"Bonjour\r\n": "",
		"1\n00:00:01,000 --> 00:00:02,000\nBonjour\n":        "1",
		"WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nBonjour\n": "3",
		"WEBVTT\n\n00:05.000 --> 00:02.000\nBonjour\n":       "3",
		"WEBVTT\n\n00:05.000 --> 00:05.000\nBonjour\n":       "3",
		"WEBVTT\n\n00:01.000 -> 00:02.000\nBonjour\n":        "1",
		"WEBVTT\n":                                              "1",
		"WEBVTTX\n\n00:01.000 --> 00:02.000\nx":                 "1",
		"WEBVTT\n\n00:01.000 --> 00:02.000\n\xe9t\xe9\n":        "4",
		"WEBVTT\n\n1:2 --> 1:3\nx\n\n00:61.000 --> 00:62.000\n": "3 6",
	} {
		var lines []string
		for _, p := range CheckVTT("a.vtt", []byte(text)) {
			lines = append(lines, fmt.Sprint(p.Line))
		}
		if got := strings.Join(lines, " "); got != want {
			t.Errorf("%q: lines %q, want %q", text, got, want)
		}
	}
}

func FuzzPrepare(f *testing.F) {
	for _, s := range []string{film(), exifJPEG, "%PDF-1.4 /Info 1 0 R 1 0 obj(x",
		"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff", "OggS\x03vorbis\x01",
		"RIFF\x00\x00\x00\x00WAVELIST", "ID3", "PK\x03\x04", "WEBVTT\n-->"} {
		f.Add([]byte(s), uint8(0))
	}
	names := []string{"a.mp4", "a.pdf", "a.webm", "a.zip", "a.mp3", "a.wav", "a.ogg", "a.vtt", "a.docx"}
	f.Fuzz(func(t *testing.T, b []byte, n uint8) {
		r := Prepare(source.NewText(names[int(n)%len(names)], b))
		if r.File == nil {
			return
		}
		if _, err := r.File.Bytes(); err != nil {
			t.Error(err)
		}
		_ = Texts(r.File, func(string, []byte) {})
		StripPicture(b)
	})
}
