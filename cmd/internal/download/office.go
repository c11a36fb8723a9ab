package download

import (
	"archive/zip"
	"bytes"
	"errors"
	"iter"
	"path"
	"strings"
)

var errLoads = errors.New("takes data from elsewhere")

// properties are the parts of office documents that say who wrote them: their usual names, the namespace of their
// roots, and what is left of them.
var properties = []struct{ name, space, root string }{
	{"docprops/core.xml", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		`cp:coreProperties xmlns:cp=`},
	{"docprops/app.xml", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
		`Properties xmlns=`},
	{"docprops/custom.xml", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
		`Properties xmlns=`},
	{"meta.xml", "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
		`office:document-meta office:version="1.2" xmlns:office=`},
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// isPart says whether a member of an office document is one that it is made of.
func isPart(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xml", ".rels", ".psmdcp":
		return true
	}
	return false
}

// cleanPart is a part of an office document without who wrote it, made changes and remarks or printed it, and
// without what it would load when it is opened.
func cleanPart(name string, b []byte) ([]byte, error) {
	if name == "xl/connections.xml" {
		return nil, errLoads
	}
	head := b[:min(len(b), 2048)]
	for i, p := range properties {
		if strings.EqualFold(name, p.name) || i < 3 && bytes.Contains(head, []byte(p.space)) {
			return []byte(xmlHead + `<` + p.root + `"` + p.space + `"/>`), nil
		}
	}
	c := &partCleaner{}
	for len(b) > 0 && c.err == nil {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			i = len(b)
		}
		if !c.hidden {
			c.out.Write(b[:i])
		}
		c.hidden = false
		if b = b[i:]; len(b) == 0 {
			break
		}
		n := tagLength(b)
		c.tag(b[:n])
		b = b[n:]
	}
	return c.out.Bytes(), c.err
}

// tagLength is how many bytes the tag, comment or instruction that b begins with has.
func tagLength(b []byte) int {
	for _, x := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(b, []byte(x[0])) {
			if i := bytes.Index(b, []byte(x[1])); i >= 0 {
				return i + len(x[1])
			}
			return len(b)
		}
	}
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(b)
}

// runs is the text of a part of an office document: what stands in several runs of one paragraph is joined.
func runs(b []byte) (out []byte) {
	for len(b) > 0 {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return append(out, b...)
		}
		out = append(out, b[:i]...)
		n := tagLength(b[i:])
		switch string(localName(b[i : i+n])) {
		case "p", "h", "tab", "br", "cr", "s", "line-break", "si", "tc", "table-cell":
			out = append(out, '\n')
		}
		b = b[i+n:]
	}
	return out
}

// localName is the name of a tag without its prefix.
func localName(tag []byte) []byte {
	name := bytes.TrimLeft(tag, "</")
	if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	return name[bytes.LastIndexByte(name, ':')+1:]
}

// A partCleaner writes a part tag by tag.
type partCleaner struct {
	out    bytes.Buffer
	hidden bool // the text that follows is somebody's name
	err    error
}

func (c *partCleaner) tag(tag []byte) {
	if len(tag) < 3 {
		c.out.Write(tag)
		return
	}
	end := 1
	for end < len(tag) && !bytes.ContainsRune([]byte(" \t\r\n/>"), rune(tag[end])) {
		end++
	}
	name := string(tag[1:end])
	local := name[strings.LastIndexByte(name, ':')+1:]
	switch local {
	case "ddeLink", "dde-source":
		c.err = errLoads
		return
	case "author", "lastModifiedBy", "DisplayName":
		c.hidden = tag[len(tag)-2] != '/'
	case "creator", "creator-initials", "initial-creator":
		c.hidden = tag[len(tag)-2] != '/' && !strings.HasPrefix(name, "text:") // a field, which shows it
	case "config-item":
		c.hidden = bytes.Contains(tag, []byte(`"Printer`))
	}
	loads := local == "Relationship" && relationLoads(attributes(tag, end))
	done := 0
	for a := range attributes(tag, end) {
		switch {
		case personal(local, string(a.local)), string(a.local) == "href" && loadsOnOpening(name, string(a.value)):
			c.out.Write(tag[done:a.start])
			done = a.start + len(a.value)
		case loads && string(a.local) == "Target":
			c.out.Write(tag[done:a.start])
			c.out.WriteString("NULL") // what Word writes for a picture that is not there
			done = a.start + len(a.value)
		}
	}
	c.out.Write(tag[done:])
}

// An attribute of a tag: its name without a prefix, and its value, which begins at an offset of the tag.
type attribute struct {
	local, value []byte
	start        int
}

// attributes are those of a tag whose name ends at an offset.
func attributes(tag []byte, at int) iter.Seq[attribute] {
	return func(yield func(attribute) bool) {
		for {
			i := bytes.IndexByte(tag[at:], '=')
			if i < 0 {
				return
			}
			name := bytes.TrimSpace(tag[at : at+i])
			at += i + 1
			for at < len(tag) && strings.IndexByte(" \t\r\n", tag[at]) >= 0 {
				at++
			}
			if at == len(tag) || tag[at] != '"' && tag[at] != '\'' {
				return
			}
			n := bytes.IndexByte(tag[at+1:], tag[at])
			if n < 0 {
				return
			}
			name = name[bytes.LastIndexByte(name, ':')+1:]
			if !yield(attribute{name, tag[at+1 : at+1+n], at + 1}) {
				return
			}
			at += n + 2
		}
	}
}

// personal says whether an attribute tells who wrote, changed or shared a document, or where it was kept.
func personal(tag, name string) bool {
	switch name {
	case "author", "initials", "userId", "userName":
		return true
	case "name", "displayName":
		return tag == "cmAuthor" || tag == "author" || tag == "userInfo" || tag == "person"
	case "url":
		return tag == "absPath"
	}
	return false
}

// relationLoads says whether a relation is to something elsewhere that is loaded, or to a file on the computer of
// who wrote the document.
func relationLoads(list iter.Seq[attribute]) bool {
	external, link, local := false, false, false
	for a := range list {
		switch string(a.local) {
		case "TargetMode":
			external = string(a.value) == "External"
		case "Type":
			link = bytes.HasSuffix(a.value, []byte("/hyperlink"))
		case "Target":
			target := strings.ToLower(string(a.value))
			local = strings.HasPrefix(target, "file:") || strings.HasPrefix(target, `\\`)
		}
	}
	return external && (!link || local)
}

// loadsOnOpening says whether a reference of OpenDocument leads out of the document, and is no link.
func loadsOnOpening(tag, ref string) bool {
	if strings.HasPrefix(strings.ToLower(ref), "file:") {
		return true
	}
	scheme, _, found := strings.Cut(ref, ":")
	out := found && !strings.ContainsAny(scheme, "/#") || strings.HasPrefix(ref, "/") || strings.HasPrefix(ref, "../")
	return out && tag != "text:a" && tag != "draw:a"
}

// hasMacros says whether an office document runs something.
func hasMacros(r *zip.Reader, kind Type) bool {
	for _, f := range r.File {
		name := strings.ToLower(f.Name)
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"):
			return true
		case kind == ODT || kind == ODS || kind == ODP:
			if strings.HasPrefix(name, "basic/") || strings.HasPrefix(name, "scripts/") ||
				name == "content.xml" && memberContains(f, ":event-listener ") {
				return true
			}
		case kind == Zip || kind == EPUB:
		case strings.Contains(name, "/macrosheets/"), strings.Contains(name, "/activex/"),
			name == "[content_types].xml" && memberContains(f, "vbaProject"):
			return true
		}
	}
	return false
}

func memberContains(f *zip.File, text string) bool {
	left := int64(maxHeader)
	b, err := member(f, &left)
	return err == nil && bytes.Contains(b, []byte(text))
}
