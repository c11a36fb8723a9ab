// Package assets turns the pictures, styles, scripts and downloads of a site into the
// fingerprinted files it publishes.
//
// It refuses to publish a picture as it was given: every raster picture is decoded and encoded
// anew, which leaves behind all metadata (the place a photograph was taken, above all), and every
// SVG is rewritten from a list of what a drawing needs. It reads no disk and asks no time; a
// [Store] remembers slow work.
//
// A step that shows pictures goes three ways:
//
//	photo, problem := assets.Look(file, store)            // size, colour; decodes once per content
//	pic := photo.Picture("poster", []int{320, 640, 1280}) // what a page shows: pure and cheap
//	batch := assets.NewBatch(file, photo, store, pic.Variants()...)
//
// and the caller's workers call Make of each batch side by side.
package assets

import (
	"encoding/hex"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"artsfactory/cmd/internal/source"
)

// A File is one file to publish. Path is slash-separated, relative to the root of the published
// site, such as "assets/site.3f9a1c2b.css". Bytes may be called from several goroutines.
type File struct {
	Path  string
	Bytes func() ([]byte, error)
}

// Name returns the path under which bytes with digest d are published: the first 8 hex digits of
// d stand before the extension, so that "assets/css/site.css" becomes
// "assets/css/site.3f9a1c2b.css". A base without "assets/" before it gets it. Accents go, and what
// is not safe in a URL becomes a hyphen.
func Name(base string, d source.Digest) string {
	dir, file := path.Split(strings.TrimPrefix(path.Clean("/"+base), "/"))
	dir = strings.TrimPrefix(dir, "assets/")
	ext := path.Ext(file)
	name := safe(strings.TrimSuffix(file, ext))
	if name == "" {
		name = "file"
	}
	out := "assets/"
	for part := range strings.SplitSeq(dir, "/") {
		if part = safe(part); part != "" {
			out += part + "/"
		}
	}
	out += name + "." + hex.EncodeToString(d[:4])
	if ext = safe(ext[min(1, len(ext)):]); ext != "" {
		out += "." + strings.ToLower(ext)
	}
	return out
}

// safe keeps the characters of a file name that mean the same in every URL and on every disk.
func safe(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		switch {
		case r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '.' || r == '-'):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-.")
}

// A Store keeps the results of slow work under keys of letters, digits and hyphens. A Get may
// forget what a Put kept, at any time; it never returns bytes that were not put under its key.
// Both may be called from several goroutines.
type Store interface {
	Get(key string) ([]byte, bool)
	Put(key string, b []byte)
}
