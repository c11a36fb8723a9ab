package download

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/source"
)

var (
	errLocked = errors.New("locked")
	errDeep   = errors.New("archives within archives")
	errLarge  = errors.New("expands too far")
	errNames  = errors.New("names that lead out, or stand twice")
)

const (
	maxMembers = 10_000
	maxNesting = 2
)

// limit is how much the members of an archive may hold together.
func limit(size int) int64 { return 16<<20 + 10*int64(size) }

// cleanZip makes an archive anew without dates, owners and what its members tell of their makers. Remarks have no
// Path.
func cleanZip(b []byte, kind Type, nesting int) (clean []byte, remarks []source.Problem, err error) {
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, nil, errDamaged
	}
	if len(r.File) > maxMembers {
		return nil, nil, errLarge
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	left := limit(len(b))
	seen := map[string]bool{}
	for _, f := range r.File {
		data, err := member(f, &left)
		if err != nil {
			return nil, nil, err
		}
		name := strings.ReplaceAll(f.Name, `\`, "/") // as old archivers of Windows write it
		if isLeftover(name) {
			continue
		}
		if folded := strings.ToLower(name); leadsOut(name) || seen[folded] {
			return nil, nil, errNames
		} else {
			seen[folded] = true
		}
		data, told, err := cleanMember(name, data, kind, nesting)
		if err != nil {
			return nil, nil, err
		}
		if remarks == nil { // one is enough
			remarks = told
		}
		if err := write(w, name, f.Method, data); err != nil {
			return nil, nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, nil, err
	}
	return out.Bytes(), remarks, nil
}

// write adds a member, on the first day of the format.
func write(w *zip.Writer, name string, method uint16, data []byte) error {
	h := &zip.FileHeader{Name: name, Method: method}
	if h.Method != zip.Store {
		h.Method = zip.Deflate
	}
	h.ModifiedDate = 1<<5 | 1 // 1980-01-01
	m, err := w.CreateHeader(h)
	if err != nil {
		return errDamaged
	}
	if !strings.HasSuffix(name, "/") {
		_, err = m.Write(data)
	}
	return err
}

// leadsOut says whether a member would be written elsewhere than below the folder it is unpacked in, or under a
// name that hides what it is.
func leadsOut(name string) bool {
	return strings.HasPrefix(name, "/") || strings.Contains(name, ":") ||
		slices.Contains(strings.Split(name, "/"), "..") ||
		strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || r == '\u202e' })
}

// isLeftover says whether a member is what systems put beside files, which tells where those come from.
func isLeftover(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, "._") || base == ".DS_Store" ||
		strings.EqualFold(base, "Thumbs.db") || strings.EqualFold(base, "desktop.ini")
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

// A memberError says why an archive is refused: what one of its members is.
type memberError struct {
	name string
	kind Type
}

func (e *memberError) Error() string { return e.name + ": " + string(e.kind) }

// programs are the endings of what runs where it is opened.
var programs = strings.Fields(
	"exe com scr msi pif cpl dll bat cmd ps1 vbs vbe jse wsf wsh hta lnk scf reg jar",
)

func cleanMember(
	name string,
	data []byte,
	kind Type,
	nesting int,
) (clean []byte, remarks []source.Problem, err error) {
	t := Detect(data[:min(len(data), headSize)])
	inner := Type("")
	if t == Zip {
		inner = zipType(data)
	}
	office := kind != Zip && kind != EPUB
	switch ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); {
	case slices.Contains(programs, ext) || t == Program:
		return nil, nil, &memberError{name, Program}
	case inner == Macros || inner == Locked:
		return nil, nil, &memberError{name, inner}
	case t == Packed, !office && (t == OldOffice || t == OtherPicture && !isPlain(data)):
		return nil, nil, &memberError{name, t}
	case office && t == OtherPicture && !isPlain(data):
		return data, []source.Problem{
			toldBy(source.Msg("a picture in this document", "une image de ce document")),
		}, nil
	case office && isPart(name):
		clean, err = cleanPart(name, data)
		return clean, nil, err
	}
	if clean, ok := StripPicture(data); ok {
		return clean, nil, nil
	}
	switch t {
	case Zip:
		if nesting >= maxNesting {
			return nil, nil, errDeep
		}
		if inner == Other {
			return data, nil, nil
		}
		return cleanZip(data, inner, nesting+1)
	case PDF, MP4, MOV, M4A, WebM, MP3, WAV, Ogg:
		clean, remarks, err = cleanBytes(t, data)
		if err == errDamaged {
			return data, nil, nil // none of the site's
		}
		if err != nil {
			return nil, nil, &memberError{name, Acting}
		}
		return clean, remarks, nil
	}
	return data, nil, nil
}

// isPlain says whether a picture is of a format that keeps nothing beside its pixels: BMP, ICO.
func isPlain(b []byte) bool {
	return bytes.HasPrefix(b, []byte("BM")) || bytes.HasPrefix(b, []byte("\x00\x00\x01\x00"))
}
