package content

import (
	"cmp"
	"path"
	"reflect"
	"regexp"
	"strings"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

func (d *decoder) file(n *yaml.Node, src string, image bool) {
	p := Resolve(d.dir, src)
	if p == "" {
		d.fail(n, source.Msg("%q is outside the site", "« %s » est hors du site", src),
			source.Msg("put the file beside the entry, or below assets/ and write /name",
				"mettez le fichier à côté de l’entrée, ou sous assets/ et écrivez /nom"))
		return
	}
	d.files = append(d.files, FileUse{Field: d.field(), Path: p, Src: src, Image: image, Pos: d.pos(n)})
}

// Resolve finds the file that src names in an entry whose media are in dir: beside the entry,
// or below assets/ where src begins with a slash. It returns "" for what is neither.
func Resolve(dir, src string) string {
	if strings.Contains(src, "://") || src == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(src, "/"); ok {
		p := path.Join("assets", rest)
		if !strings.HasPrefix(p, "assets/") {
			return ""
		}
		return p
	}
	p := path.Join(dir, src)
	if !strings.HasPrefix(p, "content/") && !strings.HasPrefix(p, "assets/") {
		return ""
	}
	return p
}

func (d *decoder) image(t *Image, n *yaml.Node) {
	t.Pos, t.Dir = d.pos(n), d.dir
	if n.Kind == yaml.ScalarNode {
		s, ok := d.text(n)
		switch {
		case ok && d.words:
			d.fact(n, d.name())
		case ok:
			t.Src = s
			d.file(n, s, true)
			d.noAlt(n, s)
		}
		return
	}
	if n.Kind != yaml.MappingNode {
		d.fail(n, source.Msg("one picture is expected here", "une image est attendue ici"),
			source.Msg("write {src: …, alt: …}", "écrivez {src: …, alt: …}"))
		return
	}
	d.fields(reflect.ValueOf(t).Elem(), n, nil)
	if t.Src != "" {
		d.file(child(n, "src"), t.Src, true)
	}
	if alt := child(n, "alt"); !d.words && (alt == nil || yamltext.IsEmpty(alt)) {
		d.noAlt(n, t.Src)
	}
	if t.Focus != "" && !focusPattern.MatchString(t.Focus) {
		d.fail(child(n, "focus"),
			source.Msg("%q is not a point of the picture", "« %s » n’est pas un point de l’image", t.Focus),
			source.Msg(`write "50% 30%": from the left, from the top`,
				`écrivez "50% 30%" : depuis la gauche, depuis le haut`))
	}
}

var focusPattern = regexp.MustCompile(`^(100|\d{1,2})% (100|\d{1,2})%$`)

func (d *decoder) noAlt(n *yaml.Node, src string) {
	d.fail(n, source.Msg("the picture has no alt text", "l’image n’a pas de texte alternatif"),
		source.Msg(`write {src: %s, alt: "what the picture shows"}; alt: "" only for decoration`,
			`écrivez {src: %s, alt: "ce que montre l’image"} ; alt: "" seulement pour un décor`, cmp.Or(src, "…")))
}

// video checks what the fields of a video say together.
func (d *decoder) video(t *Video, n *yaml.Node) {
	if d.words || n.Kind != yaml.MappingNode {
		return
	}
	given := 0
	for _, s := range []string{t.File, t.YouTube, t.Vimeo} {
		if s != "" {
			given++
		}
	}
	if given != 1 {
		d.fail(n,
			source.Msg("a video needs exactly one of file, youtube and vimeo",
				"une vidéo demande un seul des champs file, youtube et vimeo"),
			source.Msg("write one of “file: film.webm”, “youtube: …” and “vimeo: …”",
				"écrivez « file: film.webm », « youtube: … » ou « vimeo: … »"))
	}
	d.videoID(child(n, "youtube"), t.YouTube, youtubeID)
	d.videoID(child(n, "vimeo"), t.Vimeo, vimeoID)
	if t.File == "" {
		for _, track := range t.Captions.Tracks {
			for i := range d.files {
				d.files[i].Spare = d.files[i].Spare || d.files[i].Pos == track.Pos
			}
		}
	} else {
		before := len(d.files)
		if d.file(child(n, "file"), t.File, false); len(d.files) > before {
			d.files[before].Video = true
		}
		if !t.Captions.Given {
			d.fail(n, source.Msg("this video has no captions", "cette vidéo n’a pas de sous-titres"),
				source.Msg("add “captions: {fr: film.vtt}”, or “captions: no-dialogue” where nobody speaks",
					"ajoutez « captions: {fr: film.vtt} », ou « captions: no-dialogue » si personne ne parle"))
		}
	}
}

func (d *decoder) videoID(n *yaml.Node, id string, form *regexp.Regexp) {
	if id != "" && !form.MatchString(id) {
		d.fail(n, source.Msg("%q is not the id of a video", "« %s » n’est pas l’identifiant d’une vidéo", id),
			source.Msg("write only the last part of its address, such as dQw4w9WgXcQ or 76979871",
				"écrivez seulement la fin de son adresse, comme dQw4w9WgXcQ ou 76979871"))
	}
}

var (
	youtubeID = regexp.MustCompile(`^[A-Za-z0-9_-]{6,20}$`)
	vimeoID   = regexp.MustCompile(`^\d{5,12}$`)
)

func (d *decoder) captions(t *Captions, n *yaml.Node) {
	t.Given = true
	if n.Kind == yaml.ScalarNode && n.Value == "no-dialogue" {
		t.NoDialogue = true
		return
	}
	if n.Kind != yaml.MappingNode {
		d.fail(n, source.Msg("captions are files by language", "les sous-titres sont des fichiers par langue"),
			source.Msg("write “captions: {fr: film.vtt}”, or “captions: no-dialogue”",
				"écrivez « captions: {fr: film.vtt} », ou « captions: no-dialogue »"))
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if d.marked(n.Content[i+1]) {
			continue
		}
		var l Lang
		d.langCode(&l, n.Content[i], nil)
		if s, ok := d.text(n.Content[i+1]); ok && l != "" {
			t.Tracks = append(t.Tracks, CaptionTrack{string(l), s, d.pos(n.Content[i+1])})
			before := len(d.files)
			if d.file(n.Content[i+1], s, false); len(d.files) > before {
				d.files[before].Captions = true
			}
		}
	}
}
