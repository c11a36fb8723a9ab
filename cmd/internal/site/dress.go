package site

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
	"artsfactory/cmd/internal/memo"
	"artsfactory/cmd/internal/minify"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
	"artsfactory/cmd/internal/view"
)

// An assetSet is every file that is published beside the pages.
type assetSet struct {
	base      string
	published map[string]string       // path of the source file → URL
	inlined   map[string]string       // path of a style sheet for one layout → its text
	photos    map[string]*view.Photo  // by path of the source file
	downloads map[string]*source.File // published as they are, by path in the tree
	files     []public.File
	batches   []*assets.Batch
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

// dressed is what pages are shown with.
type dressed struct {
	assets   *assetSet
	layouts  *layouts.Set
	problems []source.Problem
}

type dressKey struct {
	all  source.Digest
	base string
}

// dress prepares what pages are shown with: pictures, downloads, styles, scripts, layouts.
func dress(m *memo.Memory, l *linked, uses []content.FileUse, files *source.Files, o Options) (*dressed, dressKey) {
	uses = slices.CompactFunc(uses, func(a, b content.FileUse) bool { return a == b })
	codes := make([]string, len(l.Config.Languages))
	for i, x := range l.Config.Languages {
		codes[i] = x.Code
	}
	lays := layoutFiles(files, codes)
	var k dressKey
	if m != nil {
		k = dressKey{dressID(uses, codes, lays, files), l.routes.base}
	}
	return memo.Steps(m, k, func(m *memo.Memory) *dressed {
		d := &dressed{assets: &assetSet{base: l.routes.base, published: map[string]string{}, inlined: map[string]string{}, photos: map[string]*view.Photo{}, downloads: map[string]*source.File{}}}
		d.problems = d.assets.media(m, uses, files, o)
		d.problems = append(d.problems, d.assets.styles(m, files)...)
		d.problems = append(d.problems, d.load(m, codes, lays)...)
		d.silence(codes, uses)
		return d
	}), k
}

// layoutFiles are the layouts, with words in the site's own languages only: the project lends
// its words in more than a site may have.
func layoutFiles(files *source.Files, codes []string) (list []*source.File) {
	for _, f := range files.Below("layouts/") {
		if lang, ok := stringsLang(f.Path); !ok || slices.Contains(codes, lang) {
			list = append(list, f)
		}
	}
	return list
}

// dressID identifies the files that pages are shown with.
func dressID(uses []content.FileUse, codes []string, lays []*source.File, files *source.Files) source.Digest {
	var all []byte
	add := func(f *source.File) {
		d := f.Digest()
		all = append(append(append(all, f.Path...), 0), d[:]...)
	}
	for _, u := range uses {
		if f := files.Get(u.Path); f != nil {
			add(f)
			all = strconv.AppendBool(all, u.Image)
		}
	}
	all = append(all, 0)
	for _, f := range files.Below("assets/") {
		switch path.Ext(f.Path) {
		case ".css", ".js", ".svg":
			add(f)
		}
	}
	all = append(all, 0)
	for _, f := range lays {
		add(f)
	}
	return source.Sum(all, []byte(strings.Join(codes, "\x00")))
}

// load reads the layouts, which may name any published file below assets/.
func (d *dressed) load(m *memo.Memory, codes []string, files []*source.File) []source.Problem {
	var k layoutsKey
	if m != nil {
		var all []byte
		for _, f := range files {
			x := f.Digest()
			all = append(append(append(all, f.Path...), 0), x[:]...)
		}
		for _, p := range slices.Sorted(maps.Keys(d.assets.published)) {
			if strings.HasPrefix(p, "assets/") {
				all = append(append(append(append(all, p...), 0), d.assets.published[p]...), 0)
			}
		}
		k.all = source.Sum(all, []byte(strings.Join(codes, "\x00")))
	}
	r := memo.Do(m, k, func() layoutsResult {
		set, ps := layouts.Load(files, layouts.Options{Languages: codes, Minify: minify.Template,
			Asset: func(name string) (string, bool) { u := d.assets.published["assets/"+name]; return u, u != "" }})
		return layoutsResult{set, ps}
	})
	d.layouts = r.set
	return r.problems
}

// silence publishes, for sites that show videos, the captions of those in which nobody speaks:
// one that says so, because a viewer cannot tell silence from captions that are missing.
func (d *dressed) silence(codes []string, uses []content.FileUse) {
	if !slices.ContainsFunc(uses, func(u content.FileUse) bool { return view.VideoTypes[path.Ext(u.Path)] != "" }) {
		return
	}
	for _, code := range codes {
		text := []byte("WEBVTT\n\n00:00:00.000 --> 99:00:00.000\n[" + d.layouts.Strings(code).T("video.silence") + "]\n")
		d.assets.publish(view.SilentCaptions(code), assets.File{Path: assets.Name("silence."+code+".vtt", source.Sum(text)), Bytes: func() ([]byte, error) { return text, nil }})
	}
}

// widths are those that pictures are made in, in pixels: a phone at one to three pixels a
// point, a card, a hero on a laptop. All pictures share them, so that one file serves several
// layouts.
var widths = []int{360, 720, 1080, 1600}

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
		d := assets.Download(f)
		a.publish(f.Path, d)
		a.downloads[d.Path] = f
	}
	found := make([]lookResult, len(pictures))
	parallel(len(pictures), o.Workers, func(i int) {
		found[i] = memo.Do(m, lookKey{pictures[i].Digest()}, func() lookResult {
			ph, p := assets.LoadPhoto(pictures[i], o.Store)
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
	x := &view.Photo{Picture: ph.Picture(base, widths)}
	variants := x.Picture.Variants()
	if c, ok := ph.Card(base, assets.Centre); ok {
		x.CardPath = c.Path
		variants = append(variants, c)
	}
	a.photos[f.Path] = x
	a.published[f.Path] = a.base + x.Picture.Fallback.Path
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

func (a *assetSet) inline(from string, file assets.File) {
	if b, err := file.Bytes(); err == nil {
		a.inlined[from] = string(b)
	}
}

func bytesOf(file assets.File, from string) func() ([]byte, []source.Problem) {
	return func() ([]byte, []source.Problem) {
		b, err := file.Bytes()
		if err != nil {
			return nil, []source.Problem{{Path: from, What: source.Msg("the file cannot be read any more", "le fichier n’est plus lisible"), Hint: source.Msg("it may have changed during the build: build again", "il a peut-être changé pendant la construction : recommencez")}}
		}
		return b, nil
	}
}

// styles publishes what layouts and style sheets refer to below assets/: drawings first, then
// scripts and the styles that name them. A style sheet with the name of a layout, such as
// assets/css/home.css, stands in the pages of that layout instead: what few pages use, no other
// page loads.
func (a *assetSet) styles(m *memo.Memory, files *source.Files) []source.Problem {
	var problems []source.Problem
	var sheets []*source.File
	for _, f := range files.Below("assets/") {
		switch path.Ext(f.Path) {
		case ".css":
			sheets = append(sheets, f)
		case ".js":
			problems = append(problems, a.text(m, f, "text/javascript", nil, a.publish)...)
		case ".svg":
			if a.published[f.Path] == "" && !strings.HasPrefix(f.Path, "assets/images/") {
				problems = append(problems, a.text(m, f, "image/svg+xml", nil, a.publish)...)
			}
		}
	}
	for _, f := range sheets {
		css, ps := assets.Style(f, func(p string) (string, bool) {
			u := a.published[p]
			return u, u != ""
		})
		problems = append(problems, ps...)
		put := a.publish
		if files.Get("layouts/"+strings.TrimSuffix(path.Base(f.Path), ".css")+".html") != nil {
			put = a.inline
		}
		problems = append(problems, a.text(m, f, "text/css", css, put)...)
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

// text minifies a file and hands it to put. The text is the file's own where it is nil.
func (a *assetSet) text(m *memo.Memory, f *source.File, mediatype string, text []byte, put func(from string, file assets.File)) []source.Problem {
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
		file, p := assets.Publish(f.Path, mediatype, text, minify.Bytes)
		return textResult{file, p}
	})
	if r.problem != nil {
		return []source.Problem{*r.problem}
	}
	put(f.Path, r.file)
	return nil
}
