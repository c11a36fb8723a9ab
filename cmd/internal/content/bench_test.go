package content

import (
	"testing"

	"artsfactory/cmd/internal/source"
)

// Fiction, of the size of a usual film: what ten thousand entries cost is a multiple of it.
const benchFilm = `---
title: Le dernier atelier
summary: Une monteuse range son atelier et retrouve un film.
kind: short
session: edition-1
year: 2026
runtime: 12m30s
country: Maroc
technique: Prises de vues réelles
languages: [ary, fr]
subtitles: [fr, ar, en]
logline: Une monteuse range son atelier et retrouve un film qu’elle croyait perdu.
credits:
  - {role: Réalisation, people: [alma-fiction]}
  - {role: Image, people: [bel-fiction, Une Autre Personne]}
  - {role: Montage, people: [alma-fiction]}
poster: {src: poster.jpg, alt: Une table de montage sous une lampe, focus: "50% 30%"}
stills:
  - {src: un.jpg, alt: La lampe}
  - {src: deux.jpg, alt: La table}
trailer: {youtube: abcdefghijk, captions: {fr: bande.vtt}, duration: 1m10s, date: 2026-01-15}
publish: 2026-02-01
---

Texte.
`

const benchFilmAr = `---
title: الورشة الأخيرة
summary: ملخص
logline: جملة
credits: [{role: إخراج}, {role: تصوير}, {role: مونتاج}]
poster: {alt: طاولة}
stills: [{alt: مصباح}, {alt: طاولة}]
---

نص.
`

func benchConfig(b testing.TB) *Config {
	c, problems := ParseConfig(source.NewText(ConfigPath, []byte(testConfig)))
	if problems != nil {
		b.Fatal(say(problems, "en"))
	}
	return c
}

func BenchmarkParse(b *testing.B) {
	c, f := benchConfig(b), source.NewText("content/films/dernier.md", []byte(benchFilm))
	b.ReportAllocs()
	for b.Loop() {
		t, _ := SplitFrontMatter(f)
		if _, problems := Parse(f.Path, t, c); problems != nil {
			b.Fatal(say(problems, "en"))
		}
	}
}

func BenchmarkMerge(b *testing.B) {
	c := benchConfig(b)
	var files []*FrontMatter
	for _, f := range []*source.File{source.NewText("content/films/dernier.md", []byte(benchFilm)),
		source.NewText("content/films/dernier.ar.md", []byte(benchFilmAr))} {
		t, _ := SplitFrontMatter(f)
		s, problems := Parse(f.Path, t, c)
		if problems != nil {
			b.Fatal(say(problems, "en"))
		}
		files = append(files, s)
	}
	files = append(files, nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Merge(files); problems != nil {
			b.Fatal(say(problems, "en"))
		}
	}
}
