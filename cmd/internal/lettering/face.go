package lettering

import (
	"bytes"
	"embed"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
)

//go:embed fonts/*.ttf
var files embed.FS

// A typeface is one font file, with its size relative to the Latin display face: Arabic letters
// of one size are taller than Latin capitals of the same.
type typeface struct {
	font  *font.Font
	scale float32
}

// typefaces are the font files by the order in which Latin text asks them for a glyph.
var typefaces = sync.OnceValue(func() []typeface {
	list := []struct {
		name  string
		scale float32
	}{
		{"big-shoulders", 1}, {"big-shoulders-ext", 1}, {"noto-kufi-arabic", arabicScale},
		{"noto-sans", fallbackScale},
		{"noto-sans-greek", fallbackScale}, {"noto-sans-cyrillic", fallbackScale},
		{"noto-sans-tifinagh", fallbackScale},
	}
	out := make([]typeface, len(list))
	for i, x := range list {
		b, err := files.ReadFile("fonts/" + x.name + ".ttf")
		if err != nil {
			panic(err) // the file is part of the program
		}
		face, err := font.ParseTTF(bytes.NewReader(b))
		if err != nil {
			panic(err)
		}
		out[i] = typeface{face.Font, x.scale}
	}
	return out
})

const (
	arabicIndex   = 2    // of the Arabic face in typefaces
	arabicScale   = 0.86 // so that an alef is as tall as a Latin capital
	fallbackScale = 0.8  // so that the capitals of Noto Sans are as tall as those of Big Shoulders
)

// A shaper has the state of one goroutine: faces cache and must not be shared.
type shaper struct {
	faces     []*font.Face
	scale     map[*font.Face]float32
	segmenter shaping.Segmenter
	harfbuzz  shaping.HarfbuzzShaper
	wrapper   shaping.LineWrapper
	rtl       bool
	missing   []rune
}

var shapers = sync.Pool{New: func() any {
	s := &shaper{scale: map[*font.Face]float32{}}
	for _, t := range typefaces() {
		f := font.NewFace(t.font)
		s.faces = append(s.faces, f)
		s.scale[f] = t.scale
	}
	return s
}}

// ResolveFace returns the first face that has a glyph: the Arabic one is asked first in text
// from right to left, so that its punctuation is of one hand. Where none has it, the rune is
// noted as missing.
func (s *shaper) ResolveFace(r rune) *font.Face {
	if s.rtl {
		if _, ok := s.faces[arabicIndex].NominalGlyph(r); ok {
			return s.faces[arabicIndex]
		}
	}
	for _, f := range s.faces {
		if _, ok := f.NominalGlyph(r); ok {
			return f
		}
	}
	if !slices.Contains(s.missing, r) {
		s.missing = append(s.missing, r)
	}
	return s.faces[len(s.faces)-1]
}
