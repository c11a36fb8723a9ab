package site

import (
	"path"
	"slices"
	"strings"
	"sync"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// An assetSet is every file that is published beside the pages.
type assetSet struct {
	base      string
	published map[string]string // path of the source file → URL
	photos    map[string]*photo // by path of the source file
	files     []public.File
	batches   []*assets.Batch
	arts      sync.Map // kind and slug → the drawing's file
}

type photo struct {
	assets.Photo
	picture assets.Picture
	card    string // URL path of the sharing picture, or ""
}

// url is the address of a published file, or "".
func (a *assetSet) url(p string) string { return a.published[p] }

func (a *assetSet) script(p string) []string {
	if u := a.published[p]; u != "" {
		return []string{u}
	}
	return nil
}

// art is the path of the drawing that stands in for an entry's picture.
func (a *assetSet) art(kind, id string) string {
	if d, ok := a.arts.Load(kind + "/" + id); ok {
		return d.(drawing).path
	}
	svg := assets.Poster(kind, id)
	// Named by content alone: an address must not tell a name.
	d := drawing{assets.Name("art.svg", source.Sum(svg)), svg}
	a.arts.Store(kind+"/"+id, d)
	return d.path
}

type drawing struct {
	path string
	svg  []byte
}

type lookKey struct{ file source.Digest }

type lookResult struct {
	photo   assets.Photo
	problem *source.Problem
}

type styleKey struct{ path, files string }

type layoutsKey struct{ all source.Digest }

type layoutsResult struct {
	set      *layouts.Set
	problems []source.Problem
}

// dress prepares what pages are shown with: pictures, downloads, styles, scripts, layouts.
func (s *site) dress(m *memo.Memory, files *source.Files, o Options) []source.Problem {
	a := &assetSet{base: s.routes.base, published: map[string]string{}, photos: map[string]*photo{}}
	s.assets = a
	problems := a.media(m, s.uses(), files, o)
	problems = append(problems, a.styles(m, files)...)
	var list []*source.File
	var key []byte
	for _, f := range files.Below("layouts/") {
		if lang, ok := stringsLang(f.Path); ok && !slices.ContainsFunc(s.Config.Languages, func(l content.Language) bool { return l.Code == lang }) {
			continue // the project lends its words in more languages than a site may have
		}
		list = append(list, f)
		if m != nil {
			d := f.Digest()
			key = append(append(key, f.Path...), d[:]...)
		}
	}
	for _, p := range []string{"assets/css/site.css"} {
		key = append(key, a.published[p]...)
	}
	codes := make([]string, len(s.Config.Languages))
	for i, l := range s.Config.Languages {
		codes[i] = l.Code
		key = append(append(key, 0), l.Code...)
	}
	r := memo.Do(m, layoutsKey{source.Sum(key)}, func() layoutsResult {
		set, ps := layouts.Load(list, layouts.Options{Languages: codes, Minify: public.Template,
			Asset: func(name string) (string, bool) { u := a.published["assets/"+name]; return u, u != "" }})
		return layoutsResult{set, ps}
	})
	s.layouts = r.set
	return append(problems, r.problems...)
}

// uses are the files that entries and their bodies name.
func (s *site) uses() []content.FileUse {
	var all []content.FileUse
	for _, e := range s.entries {
		for _, p := range e.parts {
			if p == nil || !s.Live(e.record.Base()) {
				continue
			}
			if who, ok := e.record.(*content.Person); ok && !who.Public() {
				continue
			}
			all = append(all, p.src.Files...)
			all = append(all, p.doc.files...)
			for _, part := range p.doc.Parts {
				if i := part.Image; i != nil {
					all = append(all, content.FileUse{Path: content.Resolve(path.Dir(p.src.Path), i.Src), Image: true})
				}
				if l := part.Link; l != nil && !strings.HasSuffix(l.Dest, ".md") {
					all = append(all, content.FileUse{Path: content.Resolve(path.Dir(p.src.Path), l.Dest)})
				}
			}
		}
	}
	return all
}

// media publishes the files that are named: pictures in their variants, all else as it is.
func (a *assetSet) media(m *memo.Memory, uses []content.FileUse, files *source.Files, o Options) []source.Problem {
	var problems []source.Problem
	var pictures []*source.File
	seen := map[string]bool{}
	for _, u := range uses {
		f := files.Get(u.Path)
		if f == nil || seen[u.Path] || strings.HasSuffix(u.Path, ".md") {
			continue
		}
		seen[u.Path] = true
		if u.Image {
			pictures = append(pictures, f)
			continue
		}
		a.publish(f.Path, assets.Download(f))
	}
	found := make([]lookResult, len(pictures))
	parallel(len(pictures), o.Workers, func(i int) {
		found[i] = memo.Do(m, lookKey{pictures[i].Digest()}, func() lookResult {
			ph, p := assets.Look(pictures[i], o.Store)
			return lookResult{ph, p}
		})
	})
	for i, f := range pictures {
		if p := found[i].problem; p != nil {
			moved := *p
			moved.Path = f.Path
			problems = append(problems, moved)
			continue
		}
		a.picture(f, found[i].photo, o.Store)
	}
	return problems
}

func (a *assetSet) picture(f *source.File, ph assets.Photo, store assets.Store) {
	base := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(f.Path, "content/"), "assets/"), path.Ext(f.Path))
	x := &photo{Photo: ph, picture: ph.Picture(base, widths)}
	variants := x.picture.Variants()
	if c, ok := ph.Card(base, assets.Centre); ok {
		x.card = c.Path
		variants = append(variants, c)
	}
	a.photos[f.Path] = x
	a.published[f.Path] = a.base + x.picture.Fallback.Path
	batch := assets.NewBatch(f, ph, store, variants...)
	a.batches = append(a.batches, batch)
	for _, file := range batch.Files() {
		a.files = append(a.files, public.File{Path: file.Path, Bytes: bytesOf(file, f.Path)})
	}
}

func (a *assetSet) publish(from string, file assets.File) {
	a.published[from] = a.base + file.Path
	a.files = append(a.files, public.File{Path: file.Path, Bytes: bytesOf(file, from)})
}

func bytesOf(file assets.File, from string) func() ([]byte, []source.Problem) {
	return func() ([]byte, []source.Problem) {
		b, err := file.Bytes()
		if err != nil {
			return nil, []source.Problem{{Path: from, What: source.Say("the file cannot be read any more", "le fichier n’est plus lisible"), Hint: source.Say("it may have changed during the build: build again", "il a peut-être changé pendant la construction : recommencez")}}
		}
		return b, nil
	}
}

// styles publishes what layouts and style sheets refer to below assets/: drawings first, then
// scripts and the styles that name them.
func (a *assetSet) styles(m *memo.Memory, files *source.Files) []source.Problem {
	var problems []source.Problem
	var sheets []*source.File
	for _, f := range files.Below("assets/") {
		switch path.Ext(f.Path) {
		case ".css":
			sheets = append(sheets, f)
		case ".js":
			problems = append(problems, a.text(m, f, "text/javascript", nil)...)
		case ".svg":
			if a.published[f.Path] == "" && !strings.HasPrefix(f.Path, "assets/images/") {
				problems = append(problems, a.text(m, f, "image/svg+xml", nil)...)
			}
		}
	}
	for _, f := range sheets {
		css, ps := assets.Style(f, func(p string) (string, bool) {
			u := a.published[p]
			return u, u != ""
		})
		problems = append(problems, ps...)
		problems = append(problems, a.text(m, f, "text/css", css)...)
	}
	return problems
}

// stringsLang is the language of a file of the site's own words.
func stringsLang(p string) (lang string, ok bool) {
	if lang, ok = strings.CutPrefix(p, "layouts/strings."); ok {
		lang, ok = strings.CutSuffix(lang, ".yaml")
	}
	return lang, ok
}

type textResult struct {
	file    assets.File
	problem *source.Problem
}

func (a *assetSet) text(m *memo.Memory, f *source.File, mediatype string, text []byte) []source.Problem {
	if text == nil {
		b, err := f.Bytes()
		if err != nil {
			return nil
		}
		text = b
	}
	var k styleKey
	if m != nil {
		d := source.Sum(text)
		k = styleKey{f.Path, string(d[:])}
	}
	r := memo.Do(m, k, func() textResult {
		file, p := assets.Publish(f.Path, mediatype, text, public.Minify)
		return textResult{file, p}
	})
	if r.problem != nil {
		return []source.Problem{*r.problem}
	}
	a.publish(f.Path, r.file)
	return nil
}
