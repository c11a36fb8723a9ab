package assets

import (
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// encoder names the way variants are made. It goes up whenever the bytes made from one source
// change (another quality, another release of the WebP library): published names follow it.
const encoder = "2"

// maxWidth is the widest a picture is published, in pixels.
const maxWidth = 1920

// fallbackWidth is the width for browsers without WebP, of which there are few: one is enough.
const fallbackWidth = 960

// Media types of variants.
const (
	WebP = "image/webp"
	JPEG = "image/jpeg"
	PNG  = "image/png"
	SVG  = "image/svg+xml"
)

// A Variant is one published file of a picture.
type Variant struct {
	Path          string // as published, relative to the site's root
	Width, Height int    // in pixels
	Type          string // media type
}

// A Picture is what a page needs to show a picture.
type Picture struct {
	Width, Height int       // of the largest variant, for width= and height=
	Colour        string    // average, "#rrggbb", for the time before it is loaded; "" where it is transparent
	Sources       []Variant // WebP by ascending width; none for an SVG
	Fallback      Variant   // JPEG, PNG where transparent, or the SVG itself: for src=
}

// Variants returns every file the picture needs.
func (p Picture) Variants() []Variant { return append(slices.Clone(p.Sources), p.Fallback) }

// Picture says how the photo is published for a layout that shows it at the given widths in
// pixels (layout width times pixel density). No variant is wider than the photo or than 1920
// pixels; where a layout asks for more than there is, the photo's own width is added. Base names
// the files, without extension, such as "films/zero/poster".
func (p Photo) Picture(base string, widths []int) Picture {
	if p.Format == "svg" {
		v := Variant{p.name(base + ".svg"), p.Width, p.Height, SVG}
		return Picture{Width: p.Width, Height: p.Height, Fallback: v}
	}
	pic := Picture{Colour: p.Colour}
	wanted := fit(widths, min(p.Width, maxWidth))
	fallback := wanted[0]
	for _, w := range wanted {
		pic.Sources = append(pic.Sources, p.variant(base, w, WebP))
		if w <= fallbackWidth {
			fallback = w
		}
	}
	largest := pic.Sources[len(pic.Sources)-1]
	pic.Width, pic.Height = largest.Width, largest.Height
	pic.Fallback = p.variant(base, fallback, p.plainType())
	return pic
}

// Full returns the variant that a link to the picture leads to: all of it, at most 1920 pixels wide, for
// browsers of any age.
func (p Photo) Full(base string) Variant {
	if p.Format == "svg" {
		return p.Picture(base, nil).Fallback
	}
	return p.variant(base, min(p.Width, maxWidth), p.plainType())
}

// fit returns the widths not above limit, ascending. Limit itself stands in for those above it,
// and for a neighbour it exceeds by less than a tenth.
func fit(widths []int, limit int) []int {
	sorted := slices.Compact(slices.Sorted(slices.Values(widths)))
	sorted = slices.DeleteFunc(sorted, func(w int) bool { return w < 1 })
	n, _ := slices.BinarySearch(sorted, limit+1)
	out := sorted[:n]
	if n < len(sorted) || n == 0 {
		if n > 0 && out[n-1]*10 > limit*9 {
			out = out[:n-1]
		}
		out = append(slices.Clone(out), limit)
	}
	return out
}

func (p Photo) plainType() string {
	if p.Transparent {
		return PNG
	}
	return JPEG
}

func (p Photo) variant(base string, w int, mediatype string) Variant {
	return Variant{Path: p.name(fmt.Sprintf("%s-%d%s", base, w, extension(mediatype))),
		Width: w, Height: p.heightAt(w), Type: mediatype}
}

func (p Photo) heightAt(w int) int { return max(1, (p.Height*w+p.Width/2)/p.Width) }

// name is fingerprinted by all that the bytes depend on and the name does not say.
func (p Photo) name(file string) string {
	return Name(file, source.Sum(p.Digest[:], []byte("\x00"+encoder+"\x00")))
}

// key is what the store files a variant's bytes under: all that they depend on, and not the name.
func (p Photo) key(v Variant) string {
	d := source.Sum(p.Digest[:], fmt.Appendf(nil, "\x00%s\x00%d %d %s", encoder, v.Width, v.Height, v.Type))
	return "picture-" + encoder + "-" + hex.EncodeToString(d[:])
}

func extension(mediatype string) string {
	switch mediatype {
	case JPEG:
		return ".jpg"
	case SVG:
		return ".svg"
	}
	return "." + strings.TrimPrefix(path.Base(mediatype), "x-")
}
