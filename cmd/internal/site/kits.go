package site

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/assets"
	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/dataset"
	"artsfactory/cmd/internal/download"
	"artsfactory/cmd/internal/kit"
	"artsfactory/cmd/internal/view"
)

// kitFolder is where kits are, in the tree.
const kitFolder = "kits"

const programmeKit = kitFolder + "/programme.zip"

func kitPath(e *content.Entry) string { return kitFolder + "/" + e.Folder + "/" + e.ID + ".zip" }

// planKits plans the press kits: of each film that has pictures and no kit made by hand, of each edition that has
// films, and of the programme where a page is for the press.
func planKits(o *outputs, rs *resolvedSite, lang int) {
	if lang > 0 {
		return
	}
	add := func(name string, files func(*renderer) []kit.File) {
		o.add(rs, name, "application/zip", nil, nil,
			func(r *renderer, _ view.Bodies) []byte { return kit.Zip(files(r)) })
	}
	for _, f := range rs.Films {
		if !f.PressKit.IsKnown() && len(view.FilmPictures(f)) > 0 && rs.routes.page(&f.Entry, 0) != nil {
			add(kitPath(&f.Entry), func(r *renderer) []kit.File { return r.filmKit(f) })
		}
	}
	for _, s := range rs.Sessions {
		if len(rs.FilmsOf(s)) > 0 && rs.routes.page(&s.Entry, 0) != nil {
			add(kitPath(&s.Entry), func(r *renderer) []kit.File { return r.sessionKit(s) })
		}
	}
	for _, p := range rs.Pages {
		if p.Template == "press" {
			add(programmeKit, (*renderer).programmeKit)
			break
		}
	}
}

// kitURL is the address of a kit, and about how many bytes it has; "" where there is none.
func (r *renderer) kitURL(e *content.Entry) (url string, size int64) {
	name := programmeKit
	pictures := r.views[0].PressPictures()
	if e != nil {
		name = kitPath(e)
		switch x := r.Any(e.Kind, e.ID).(type) {
		case *content.Film:
			pictures = view.FilmPictures(x)
		case *content.Session:
			pictures = r.sessionPictures(x)
		}
	}
	if !r.plan.outputs.has(name) {
		return "", 0
	}
	for _, p := range pictures {
		if f := r.assets.sources[content.Resolve(p.Image.Dir, p.Image.Src)]; f != nil && view.Credited(p.Image) {
			size = min(size+f.Size, kit.MaxSize)
		}
	}
	return r.fileURL(name), size
}

// kitPictures are the pictures whose rights are known, without what cameras note in them, and the names of their
// files: "" for one that is left out.
func (r *renderer) kitPictures(list []view.KitPicture) (files []kit.File, names []string) {
	size := 0
	for _, p := range list {
		name := ""
		if b, ending := r.kitPicture(p.Image); view.Credited(p.Image) && b != nil && size+len(b) <= kit.MaxSize {
			name = p.Name + ending
			size += len(b)
			files = append(files, kit.File{Name: name, Bytes: b})
		}
		names = append(names, name)
	}
	return files, names
}

// maxKitEdge is how many pixels the longer side of a picture in a kit has at most.
const maxKitEdge = 3000

// kitPicture is a picture as it was given, or smaller where it is larger than anybody prints it; nil where it is
// not published.
func (r *renderer) kitPicture(i content.Image) (b []byte, ending string) {
	from := content.Resolve(i.Dir, i.Src)
	f, photo := r.assets.sources[from], r.assets.photos[from]
	if f == nil || photo == nil {
		return nil, ""
	}
	if photo.Edge > maxKitEdge {
		if p, problem := assets.LoadPhoto(f, r.assets.store); problem == nil {
			if b, ending, err := assets.Shrink(f, p, maxKitEdge, r.assets.store); err == nil {
				return b, ending
			}
		}
	} else if data, err := f.Bytes(); err == nil {
		if clean, ok := download.StripPicture(data); ok {
			return clean, strings.ToLower(path.Ext(from))
		}
	}
	for _, x := range r.assets.files {
		if x.Path == photo.Picture.Fallback.Path {
			b, _ := x.Bytes()
			return b, path.Ext(x.Path)
		}
	}
	return nil, ""
}

// sheets are a sheet in each language.
func (r *renderer) sheets(name string, of func(*view.Builder) view.Sheet) (files []kit.File) {
	for i, v := range r.views {
		files = append(files, r.sheet(i, of(v)).Files(name)...)
	}
	return files
}

func (r *renderer) sheet(lang int, s view.Sheet) kit.Sheet {
	l := r.Config.Languages[lang]
	out := kit.Sheet{Lang: l.Code, Dir: l.Dir, Title: s.Title, Lead: s.Lead}
	for _, x := range s.Sections {
		out.Sections = append(out.Sections, kit.Section(x))
	}
	return out
}

// notes are the file that says how what is in a kit may be used, in all languages.
func (r *renderer) notes(list []view.KitPicture, names []string) kit.File {
	s := kit.Sheet{Title: r.Config.Name}
	for i, v := range r.views {
		s.Sections = append(s.Sections, kit.Section(v.KitNotes(r.Config.Languages[i].Name, list, names)))
	}
	return kit.File{Name: "LISEZMOI.txt", Bytes: s.Text()}
}

func (r *renderer) filmKit(f *content.Film) []kit.File {
	list := view.FilmPictures(f)
	files, names := r.kitPictures(list)
	files = append(files, r.sheets("fiche", func(v *view.Builder) view.Sheet { return v.FilmSheet(f) })...)
	files = append(files, kit.File{Name: "film.json", Bytes: dataset.JSON(r.dataItem(f))},
		kit.File{Name: "credits.csv", Bytes: dataset.CSV(r.creditTable(f))}, r.notes(list, names))
	return append(files, r.subtitles(f)...)
}

// creditTable are the credits of a film in the default language: who may not be named is as pages show them.
func (r *renderer) creditTable(f *content.Film) [][]string {
	rows := [][]string{{"role", "name"}}
	for _, c := range f.Credits.Value {
		role, _ := c.Role.In(0)
		for _, w := range c.People.Value {
			name := w.Name
			if p := r.Person(w.ID); p != nil {
				name = r.views[0].PersonName(p)
			}
			if name != "" {
				rows = append(rows, []string{role, name})
			}
		}
	}
	return rows
}

// subtitles are those of a film that are published.
func (r *renderer) subtitles(f *content.Film) (files []kit.File) {
	for _, x := range []struct {
		name  string
		video content.Optional[content.Video]
	}{{"film", f.Film}, {"trailer", f.Trailer}} {
		for _, t := range x.video.Value.Captions.Tracks {
			u := r.assets.published[content.Resolve(x.video.Value.Dir, t.File)]
			file := r.assets.downloads[strings.TrimPrefix(u, r.assets.base)]
			if file == nil {
				continue
			}
			if b, err := file.Bytes(); err == nil {
				files = append(files, kit.File{Name: f.ID + "_" + x.name + "_" + t.Lang + ".vtt", Bytes: b})
			}
		}
	}
	return files
}

// sessionPictures are the posters of the films of an edition.
func (r *renderer) sessionPictures(s *content.Session) (list []view.KitPicture) {
	for _, f := range r.FilmsOf(s) {
		if f.Poster.IsKnown() {
			list = append(list, view.KitPicture{Image: f.Poster.Value, Name: f.ID + "_poster"})
		}
	}
	return list
}

func (r *renderer) sessionKit(s *content.Session) []kit.File {
	list := r.sessionPictures(s)
	files, names := r.kitPictures(list)
	for _, f := range r.FilmsOf(s) {
		files = append(files, r.sheets(f.ID, func(v *view.Builder) view.Sheet { return v.FilmSheet(f) })...)
	}
	return append(files, r.notes(list, names))
}

func (r *renderer) programmeKit() []kit.File {
	list := r.views[0].PressPictures()
	files, names := r.kitPictures(list)
	files = append(files, r.sheets("programme", (*view.Builder).ProgrammeSheet)...)
	largest := iconPath(2)
	for _, f := range r.plan.files {
		if f.path == largest && f.bytes != nil {
			b, _ := f.bytes(r)
			files = append(files, kit.File{Name: "logo.png", Bytes: b})
		}
	}
	mark := strings.TrimPrefix(r.assets.published["assets/icons/mark.svg"], r.assets.base)
	for _, f := range r.assets.files {
		if f.Path == mark {
			b, _ := f.Bytes()
			files = append(files, kit.File{Name: "logo.svg", Bytes: b})
		}
	}
	return append(files, r.notes(list, names))
}
