package site

import (
	"path"
	"slices"
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
	published map[string]string        // path of the source file → URL
	inlined   map[string]string        // path of a style sheet for one layout → its text
	photos    map[string]*view.Photo   // by path of the source file
	variants  map[string][]assets.File // of a photo as its Picture.Sources, by path of the source file
	store     assets.Store
	downloads map[string]*source.File // published as they are, by path in the tree
	sources   map[string]*source.File // of pictures, by their own path
	files     []public.File
	batches   []*assets.Batch
	refused   []source.Problem // files that are not published, to be told where they are named
}

func newAssetSet(base string) *assetSet {
	return &assetSet{base: base, published: map[string]string{}, inlined: map[string]string{},
		photos: map[string]*view.Photo{}, variants: map[string][]assets.File{}, downloads: map[string]*source.File{},
		sources: map[string]*source.File{}}
}

// assetsAndLayouts is what pages are shown with.
type assetsAndLayouts struct {
	assets   *assetSet
	layouts  *layouts.Set
	problems []source.Problem
}

// An assetsInput is all that assets and layouts are made from.
type assetsInput struct {
	media     *memo.List[mediaFile]    // in the order they are named
	files     *memo.List[*source.File] // layouts, and what is in assets/
	languages *memo.List[string]       // codes
	base      string                   // path of the base URL, with slashes at both ends
	hidden    *memo.List[hiddenName]
	store     assets.Store
	workers   int
	plain     bool
}

func newAssetsInput(
	m *memo.Memory,
	rs *resolvedSite,
	uses []content.FileUse,
	files *source.Files,
	o Options,
) assetsInput {
	in := assetsInput{base: rs.routes.base, hidden: rs.hidden, store: o.Store, workers: o.Workers, plain: o.Plain}
	codes := make([]string, len(rs.Config.Languages))
	for i, x := range rs.Config.Languages {
		codes[i] = x.Code
	}
	list := layoutFiles(files, codes)
	for _, f := range files.Below("assets/") {
		switch strings.ToLower(path.Ext(f.Path)) {
		case ".css", ".js", ".svg", ".woff2", ".woff", ".jpg", ".jpeg", ".png", ".webp", ".gif":
			list = append(list, f)
		}
	}
	in.media = memo.ListOf(m, mediaFiles(uses, files))
	in.files, in.languages = memo.ListOf(m, list), memo.ListOf(m, codes)
	return in
}

// prepareAssets prepares what pages are shown with: pictures, downloads, styles, scripts, layouts.
func prepareAssets(_ *memo.Memory, in assetsInput) *assetsAndLayouts {
	if in.store == nil {
		in.store = new(assets.Memory)
	}
	a := &assetsAndLayouts{assets: newAssetSet(in.base)}
	a.assets.store = in.store
	files := source.NewFiles(in.files.Items...)
	hidden := memo.Index(in.hidden, newHiddenNames)
	a.problems = a.assets.publishMedia(in.media.Items, hidden, in.store, in.workers)
	a.problems = append(a.problems, a.assets.publishStyles(files, in.store)...)
	a.problems = append(a.problems, a.loadLayouts(in.languages.Items, files.Below("layouts/"), in.plain)...)
	a.publishSilentCaptions(in.languages.Items, in.media.Items)
	a.problems = append(a.problems, hidden.inLayouts(files.Below("layouts/"))...)
	return a
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

// loadLayouts reads the layouts, which may name any published file below assets/.
func (a *assetsAndLayouts) loadLayouts(codes []string, files []*source.File, plain bool) (problems []source.Problem) {
	a.layouts, problems = layouts.Load(files, layouts.Options{Languages: codes, Minify: minify.Template, Plain: plain,
		Asset: func(name string) (string, bool) {
			u := a.assets.published["assets/"+name]
			return u, u != ""
		}})
	return problems
}

// publishSilentCaptions publishes, for sites that show videos, the captions of those in which nobody
// speaks: a viewer cannot tell silence from captions that are missing.
func (a *assetsAndLayouts) publishSilentCaptions(codes []string, media []mediaFile) {
	if !slices.ContainsFunc(media, func(f mediaFile) bool { return view.VideoTypes[path.Ext(f.Path)] != "" }) {
		return
	}
	for _, code := range codes {
		text := []byte("WEBVTT\n\n00:00:00.000 --> 99:00:00.000\n[" + a.layouts.Strings(code).T("video.silence") +
			"]\n")
		name := assets.Name("silence."+code+".vtt", source.Sum(text))
		a.assets.publish(
			view.SilentCaptions(code),
			assets.File{Path: name, Bytes: func() ([]byte, error) { return text, nil }},
		)
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
