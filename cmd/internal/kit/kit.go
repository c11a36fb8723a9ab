// Package kit packs what others may use of the site, such as the pictures and the sheet of a film, into archives that
// are the same whenever they are made of the same.
package kit

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"html"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// MaxSize is how many bytes the files of a kit have together: hosts refuse files of 25 MiB.
const MaxSize = 23 << 20

// A File is a file of a kit. Its name is ASCII, without spaces.
type File struct {
	Name  string
	Bytes []byte
}

// packed are the endings of files that deflating does not make smaller.
var packed = []string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"}

// fixed is the time of every file: the first that archives can say.
var fixed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// deflaters are lent to archives: one takes a megabyte, and most files of a kit have one kilobyte.
var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestCompression) // the level is one that there is
	return w
}}

// Zip is an archive of files, sorted by name.
func Zip(files []File) []byte {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	size := 0
	for _, f := range files {
		size += len(f.Bytes) + 256
	}
	b := bytes.NewBuffer(make([]byte, 0, size))
	w := zip.NewWriter(b)
	deflater := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(deflater)
	// One file ends before the next begins.
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		deflater.Reset(out)
		return deflater, nil
	})
	for _, f := range files {
		h := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: fixed}
		h.Flags |= 0x800 // the name is UTF-8, as any ASCII is
		if slices.Contains(packed, strings.ToLower(path.Ext(f.Name))) {
			h.Method = zip.Store
		}
		// What is written to memory does not fail.
		if m, err := w.CreateHeader(h); err == nil {
			m.Write(f.Bytes)
		}
	}
	w.Close()
	return b.Bytes()
}

// A Sheet is what is known of something, in one language.
type Sheet struct {
	Lang, Dir string
	Title     string
	Lead      string
	Sections  []Section
}

// A Section is rows under a heading, which may be "". A row without a label is a line.
type Section struct {
	Heading string
	Rows    [][2]string
}

const sheetStyle = "body{font:1rem/1.5 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}" +
	"dt{font-weight:700}dd{margin:0 0 .5rem}"

// HTML is the sheet as a page that needs no other file.
func (s Sheet) HTML() []byte {
	var b strings.Builder
	text := html.EscapeString
	b.WriteString(`<!doctype html><html lang="` + text(s.Lang) + `" dir="` + text(s.Dir) + `"><head>` +
		`<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>` + text(s.Title) +
		`</title><style>` + sheetStyle + `</style></head><body><h1>` + text(s.Title) + `</h1>`)
	if s.Lead != "" {
		b.WriteString("<p>" + text(s.Lead) + "</p>")
	}
	for _, x := range s.Sections {
		if x.Heading != "" {
			b.WriteString("<h2>" + text(x.Heading) + "</h2>")
		}
		for _, r := range x.Rows {
			if r[0] == "" {
				b.WriteString("<p><bdi>" + text(r[1]) + "</bdi></p>")
			} else {
				b.WriteString("<dl><dt>" + text(r[0]) + "</dt><dd><bdi>" + text(r[1]) + "</bdi></dd></dl>")
			}
		}
	}
	b.WriteString("</body></html>\n")
	return []byte(b.String())
}

// Text is the sheet as plain text.
func (s Sheet) Text() []byte {
	var b strings.Builder
	b.WriteString(s.Title + "\n")
	if s.Lead != "" {
		b.WriteString("\n" + s.Lead + "\n")
	}
	for _, x := range s.Sections {
		b.WriteString("\n")
		if x.Heading != "" {
			b.WriteString(strings.ToUpper(x.Heading) + "\n")
		}
		for _, r := range x.Rows {
			if r[0] != "" {
				b.WriteString(r[0] + ": ")
			}
			b.WriteString(r[1] + "\n")
		}
	}
	return []byte(b.String())
}

// Files are the sheet as files: name, the language and the endings.
func (s Sheet) Files(name string) []File {
	name += "_" + s.Lang
	return []File{{name + ".html", s.HTML()}, {name + ".txt", s.Text()}}
}
