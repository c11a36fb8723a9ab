package download

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"time"
)

var (
	errLocked = errors.New("locked")
	errDeep   = errors.New("archives within archives")
	errLarge  = errors.New("expands too far")
)

const (
	maxMembers = 10_000
	maxNesting = 2
)

// limit is how much the members of an archive may hold together.
func limit(size int) int64 { return 16<<20 + 10*int64(size) }

// emptied are parts of office documents that say who wrote them, with what is left.
var emptied = map[string]string{
	"docProps/core.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`,
	"docProps/app.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`,
	"docProps/custom.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>`,
	"meta.xml": `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>`,
}

// authors are where the marks of Word, PowerPoint and OpenDocument say who made changes and remarks: from the start to
// the next end.
var authors = []struct {
	start string
	end   byte
}{
	{` w:author="`, '"'}, {` w:initials="`, '"'}, {` w:userId="`, '"'}, {` w15:author="`, '"'},
	{` w15:initials="`, '"'},
	{` w15:userId="`, '"'}, {"<author>", '<'}, {"<dc:creator>", '<'}, {"<meta:creator-initials>", '<'},
}

// withoutAuthors is a part of an office document without the names of who made changes and remarks.
func withoutAuthors(b []byte) []byte {
	for _, a := range authors {
		b = emptyBetween(b, a.start, a.end)
	}
	var out []byte
	for {
		i := bytes.Index(b, []byte("<p:cmAuthor "))
		if i < 0 {
			break
		}
		end := bytes.IndexByte(b[i:], '>') + i
		if end < i {
			end = len(b) - 1
		}
		tag := emptyBetween(emptyBetween(b[i:end+1], ` name="`, '"'), ` initials="`, '"')
		out, b = append(append(out, b[:i]...), tag...), b[end+1:]
	}
	return append(out, b...)
}

// emptyBetween is a text without what stands between each start and the end that follows.
func emptyBetween(b []byte, start string, end byte) []byte {
	if !bytes.Contains(b, []byte(start)) {
		return b
	}
	out := make([]byte, 0, len(b))
	for {
		i := bytes.Index(b, []byte(start))
		if i < 0 {
			return append(out, b...)
		}
		out, b = append(out, b[:i+len(start)]...), b[i+len(start):]
		n := bytes.IndexByte(b, end)
		if n < 0 {
			n = len(b)
		}
		b = b[n:]
	}
}

// cleanZip makes an archive anew without dates, owners and what its members tell of their makers.
func cleanZip(b []byte, kind Type, nesting int) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, errDamaged
	}
	if len(r.File) > maxMembers {
		return nil, errLarge
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	left := limit(len(b))
	for _, f := range r.File {
		data, err := member(f, &left)
		if err != nil {
			return nil, err
		}
		if data, err = cleanMember(f.Name, data, kind, nesting); err != nil {
			return nil, err
		}
		h := &zip.FileHeader{Name: f.Name, Method: f.Method, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		if h.Method != zip.Store {
			h.Method = zip.Deflate
		}
		h.Modified = time.Time{}
		h.ModifiedDate = 1<<5 | 1 // 1980-01-01, the first day of the format
		m, err := w.CreateHeader(h)
		if err != nil {
			return nil, errDamaged
		}
		if !strings.HasSuffix(f.Name, "/") {
			if _, err := m.Write(data); err != nil {
				return nil, err
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// member reads a member of an archive, which takes from what is left.
func member(f *zip.File, left *int64) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, errLocked
	}
	if strings.HasSuffix(f.Name, "/") {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, errDamaged
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, *left+1))
	if err != nil {
		return nil, errDamaged
	}
	if *left -= int64(len(data)); *left < 0 {
		return nil, errLarge
	}
	return data, nil
}

func cleanMember(name string, data []byte, kind Type, nesting int) ([]byte, error) {
	if kind != Zip && kind != EPUB {
		if text, ok := emptied[name]; ok && (kind != DOCX || name != "meta.xml") {
			return []byte(text), nil
		}
		if path.Ext(name) == ".xml" {
			return withoutAuthors(data), nil
		}
	}
	if clean, ok := StripPicture(data); ok {
		return clean, nil
	}
	switch t := Detect(data[:min(len(data), headSize)]); t {
	case Zip:
		if nesting >= maxNesting {
			return nil, errDeep
		}
		inner, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return data, nil
		}
		return cleanZip(data, detectZip(inner), nesting+1)
	case PDF, MP4, MOV, M4A, WebM, MP3, WAV:
		clean, _, err := cleanBytes(t, data)
		if err != nil {
			return data, nil // damaged, and none of the site's
		}
		return clean, nil
	}
	return data, nil
}
