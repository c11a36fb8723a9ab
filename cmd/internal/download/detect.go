package download

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// A Type is what a file is by its content.
type Type string

// Types that may be published, with the usual ending of their names, and those with a word of advice.
const (
	PDF  Type = "pdf"
	Zip  Type = "zip"
	DOCX Type = "docx"
	XLSX Type = "xlsx"
	PPTX Type = "pptx"
	ODT  Type = "odt"
	ODS  Type = "ods"
	ODP  Type = "odp"
	EPUB Type = "epub"
	Text Type = "txt"
	VTT  Type = "vtt"
	MP4  Type = "mp4"
	MOV  Type = "mov"
	WebM Type = "webm"
	MP3  Type = "mp3"
	M4A  Type = "m4a"
	Ogg  Type = "ogg"
	WAV  Type = "wav"

	Picture      Type = "picture"       // JPEG, PNG, GIF, WebP, SVG: published as pictures are
	OtherPicture Type = "other picture" // HEIC, AVIF, TIFF …: not published
	Markup       Type = "html"          // HTML, XML: runs in the name of the site
	Macros       Type = "macros"        // an office document that runs
	OldOffice    Type = "doc"           // .doc, .xls, .ppt, .rtf
	Locked       Type = "locked"        // an archive that cannot be looked into
	Packed       Type = "packed"        // another kind of archive
	Program      Type = "program"
	Acting       Type = "acting"  // a PDF that runs or opens something, or holds other files
	Loading      Type = "loading" // an office document that takes data from elsewhere
	Empty        Type = "empty"
	Other        Type = "" // unknown
)

// headSize is how many bytes Detect wants to see.
const headSize = 4096

// magic are the first bytes of files, as their formats say.
var magic = []struct {
	at    int
	bytes string
	is    Type
}{
	{0, "%PDF-", PDF}, {0, "\x1a\x45\xdf\xa3", WebM}, {0, "OggS", Ogg}, {0, "ID3", MP3},
	{0, "\xff\xd8\xff", Picture}, {0, "\x89PNG\r\n\x1a\n", Picture}, {0, "GIF87a", Picture}, {0, "GIF89a", Picture},
	{8, "WEBP", Picture}, {8, "WAVE", WAV}, {0, "II*\x00", OtherPicture}, {0, "MM\x00*", OtherPicture},
	{0, "II+\x00", OtherPicture}, {0, "8BPS", OtherPicture}, {0, "\x00\x00\x01\x00", OtherPicture},
	{0, "\x00\x00\x00\x0cJXL ", OtherPicture}, {0, "\x00\x00\x00\x0cjP  ", OtherPicture},
	{0, "\xff\x0a", OtherPicture},
	{0, "\xd0\xcf\x11\xe0", OldOffice}, {0, "{\\rtf", OldOffice}, {0, "MZ", Program},
	{0, "\x7fELF", Program}, {0, "\xcf\xfa\xed\xfe", Program}, {0, "\xca\xfe\xba\xbe", Program},
	{0, "L\x00\x00\x00\x01\x14\x02\x00", Program},
	{0, "\x1f\x8b", Packed}, {0, "7z\xbc\xaf", Packed}, {0, "Rar!", Packed}, {0, "BZh", Packed},
	{0, "\xfd7zXZ\x00", Packed}, {0, "MSCF", Packed},
}

// Detect tells what a file is by its first bytes; an archive is Zip as long as nobody looks into it.
func Detect(head []byte) Type {
	for _, m := range magic {
		if len(head) >= m.at+len(m.bytes) && string(head[m.at:m.at+len(m.bytes)]) == m.bytes {
			return m.is
		}
	}
	switch {
	case len(head) == 0:
		return Empty
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return byBrand(string(head[8:12]))
	case len(head) >= 8 && (string(head[4:8]) == "moov" || string(head[4:8]) == "mdat" || string(head[4:8]) == "wide"):
		return MOV
	case len(head) > 14 && string(head[:2]) == "BM" && bytes.Equal(head[6:10], make([]byte, 4)):
		return OtherPicture
	case len(head) > 3 && head[0] == 0xff && head[1]&0xe6 == 0xe2 && head[2]&0xf0 != 0xf0:
		return MP3 // a frame of layer III
	}
	return byText(head)
}

// byBrand reads the brand of ISO base media files.
func byBrand(brand string) Type {
	switch brand {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis":
		return OtherPicture
	case "M4A ", "M4B ":
		return M4A
	case "qt  ":
		return MOV
	}
	return MP4
}

func byText(head []byte) Type {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\f"))
	switch {
	case bytes.HasPrefix(start, []byte("webvtt")):
		return VTT
	case bytes.HasPrefix(start, []byte("<")) && bytes.Contains(start, []byte("<svg")):
		return Picture
	case bytes.HasPrefix(start, []byte("<")) && len(start) > 1 &&
		(start[1] == '!' || start[1] == '?' || start[1]|0x20 >= 'a' && start[1]|0x20 <= 'z'):
		return Markup
	}
	for _, tag := range []string{"<script", "<html", "<!doctype", "<body", "<iframe"} {
		if bytes.Contains(start, []byte(tag)) {
			return Markup
		}
	}
	wide := bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
	if !wide && bytes.ContainsFunc(head, func(r rune) bool {
		return r < ' ' && !strings.ContainsRune("\t\n\r\f\x1b",
			r)
	}) {
		return Other
	}
	if !wide && !utf8.Valid(head) && odd(head) {
		return Other
	}
	return Text
}

// odd says whether bytes are too strange for a text in an old encoding: more than a third above ASCII.
func odd(b []byte) bool {
	high := 0
	for _, c := range b {
		if c >= 0x80 {
			high++
		}
	}
	return 3*high > len(b)
}

// detectZip tells office documents and books from other archives.
func detectZip(r *zip.Reader) Type {
	kind := Zip
	for i, f := range r.File {
		switch {
		case f.Flags&1 != 0:
			return Locked
		case f.Name == "mimetype" && i == 0:
			switch mimetype(f) {
			case "application/vnd.oasis.opendocument.text":
				kind = ODT
			case "application/vnd.oasis.opendocument.spreadsheet":
				kind = ODS
			case "application/vnd.oasis.opendocument.presentation":
				kind = ODP
			case "application/epub+zip":
				kind = EPUB
			}
		case kind == Zip && f.Name == "word/document.xml":
			kind = DOCX
		case kind == Zip && f.Name == "xl/workbook.xml":
			kind = XLSX
		case kind == Zip && f.Name == "ppt/presentation.xml":
			kind = PPTX
		}
	}
	if hasMacros(r, kind) {
		return Macros
	}
	return kind
}

func mimetype(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, _ := io.ReadAll(io.LimitReader(r, 100))
	return strings.TrimSpace(string(b))
}
