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

// An assetSet is every file that is published beside the pages: assets.go, media.go, style.go.
type assetSet struct {
	base      string
	published map[string]string       // path of the source file → URL
	inlined   map[string]string       // path of a style sheet for one layout → its text
	photos    map[string]*view.Photo  // by path of the source file
	downloads map[string]*source.File // published as they are, by path in the tree
	files     []public.File
	batches   []*assets.Batch
	refused   []source.Problem // files that are not published, to be told where they are named
}

func newAssetSet(base string) *assetSet {
	return &assetSet{base: base, published: map[string]string{}, inlined: map[string]string{},
		photos: map[string]*view.Photo{}, downloads: map[string]*source.File{}}
}

type layoutsKey struct{ all source.Digest }

type layoutsResult struct {
	set      *layouts.Set
	problems []source.Problem
}

// assetsAndLayouts is what pages are shown with.
type assetsAndLayouts struct {
	assets   *assetSet
	layouts  *layouts.Set
	problems []source.Problem
}

type assetsKey struct {
	all    source.Digest
	base   string
	hidden string // people who may not be named
}

// prepareAssets prepares what pages are shown with: pictures, downloads, styles, scripts, layouts.
func prepareAssets(m *memo.Memory, rs *resolvedSite, uses []content.FileUse, files *source.Files, o Options) (
	*assetsAndLayouts, assetsKey) {
	uses = slices.CompactFunc(uses, func(a, b content.FileUse) bool { return a == b })
	codes := make([]string, len(rs.Config.Languages))
	for i, x := range rs.Config.Languages {
		codes[i] = x.Code
	}
	templates := layoutFiles(files, codes)
	var k assetsKey
	if m != nil {
		k = assetsKey{assetsID(uses, codes, templates, files), rs.routes.base, rs.hidden.id}
	}
	return memo.Steps(m, k, func(m *memo.Memory) *assetsAndLayouts {
		a := &assetsAndLayouts{assets: newAssetSet(rs.routes.base)}
		a.problems = a.assets.publishMedia(m, rs.hidden, uses, files, o)
		a.problems = append(a.problems, a.assets.publishStyles(m, files, o)...)
		a.problems = append(a.problems, a.loadLayouts(m, codes, templates)...)
		a.publishSilentCaptions(codes, uses)
		return a
	}), k
}

// layoutFiles are the layouts, with strings in the site's own languages only: a site without strings
// of its own uses those of the project, in more languages than it may have.
func layoutFiles(files *source.Files, codes []string) (list []*source.File) {
	for _, f := range files.Below("layouts/") {
		if lang, ok := stringsLang(f.Path); !ok || slices.Contains(codes, lang) {
			list = append(list, f)
		}
	}
	return list
}

// assetsID identifies the files that pages are shown with.
func assetsID(uses []content.FileUse, codes []string, templates []*source.File, files *source.Files) source.Digest {
	var all []byte
	add := func(f *source.File) {
		d := f.Digest()
		all = append(append(append(all, f.Path...), 0), d[:]...)
	}
	for _, u := range uses {
		if f := files.Get(u.Path); f != nil {
			add(f)
			all = strconv.AppendBool(strconv.AppendBool(strconv.AppendBool(all, u.Image), u.Video), u.Captions)
		}
	}
	all = append(all, 0)
	for _, f := range files.Below("assets/") {
		switch strings.ToLower(path.Ext(f.Path)) {
		case ".css", ".js", ".svg", ".woff2", ".woff", ".jpg", ".jpeg", ".png", ".webp", ".gif":
			add(f)
		}
	}
	all = append(all, 0)
	for _, f := range templates {
		add(f)
	}
	return source.Sum(all, []byte(strings.Join(codes, "\x00")))
}

// loadLayouts reads the layouts, which may name any published file below assets/.
func (a *assetsAndLayouts) loadLayouts(m *memo.Memory, codes []string, files []*source.File) []source.Problem {
	var k layoutsKey
	if m != nil {
		var all []byte
		for _, f := range files {
			d := f.Digest()
			all = append(append(append(all, f.Path...), 0), d[:]...)
		}
		for _, p := range slices.Sorted(maps.Keys(a.assets.published)) {
			if strings.HasPrefix(p, "assets/") {
				all = append(append(append(append(all, p...), 0), a.assets.published[p]...), 0)
			}
		}
		k.all = source.Sum(all, []byte(strings.Join(codes, "\x00")))
	}
	r := memo.Do(m, k, func() layoutsResult {
		set, ps := layouts.Load(files, layouts.Options{Languages: codes, Minify: minify.Template,
			Asset: func(name string) (string, bool) {
				u := a.assets.published["assets/"+name]
				return u, u != ""
			}})
		return layoutsResult{set, ps}
	})
	a.layouts = r.set
	return r.problems
}

// publishSilentCaptions publishes, for sites that show videos, the captions of those in which nobody
// speaks: a viewer cannot tell silence from captions that are missing.
func (a *assetsAndLayouts) publishSilentCaptions(codes []string, uses []content.FileUse) {
	if !slices.ContainsFunc(uses, func(u content.FileUse) bool { return view.VideoTypes[path.Ext(u.Path)] != "" }) {
		return
	}
	for _, code := range codes {
		text := []byte("WEBVTT\n\n00:00:00.000 --> 99:00:00.000\n[" + a.layouts.Strings(code).T("video.silence") + "]\n")
		name := assets.Name("silence."+code+".vtt", source.Sum(text))
		a.assets.publish(view.SilentCaptions(code), assets.File{Path: name, Bytes: func() ([]byte, error) { return text, nil }})
	}
}

// stringsLang is the language of a file of the site's strings, such as layouts/strings.fr.yaml.
func stringsLang(p string) (lang string, ok bool) {
	if lang, ok = strings.CutPrefix(p, "layouts/strings."); ok {
		lang, ok = strings.CutSuffix(lang, ".yaml")
	}
	return lang, ok
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
			return nil, []source.Problem{{Path: from,
				What: source.Msg("the file cannot be read any more", "le fichier n’est plus lisible"),
				Hint: source.Msg("it may have changed during the build: build again",
					"il a peut-être changé pendant la construction : recommencez")}}
		}
		return b, nil
	}
}
