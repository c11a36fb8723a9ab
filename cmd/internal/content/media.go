package content

import (
	"cmp"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

func (d *decoder) file(n *yaml.Node, src string, image bool) {
	p := Resolve(d.dir, src)
	if p == "" && strings.Contains(src, "://") {
		d.problems = append(d.problems, remoteFile(d.path, FileUse{Src: src, Pos: d.pos(n)}))
		return
	}
	if p == "" {
		d.fail(n, source.Msg("%q is outside the site", "« %s » est hors du site", src), outsideHint)
		return
	}
	d.files = append(d.files, FileUse{Field: d.field(), Path: p, Src: src, Image: image, Pos: d.pos(n)})
}

var outsideHint = source.Msg("put the file beside the entry and write its name, or below assets/ and write /name",
	"mettez le fichier à côté de l’entrée et écrivez son nom, ou sous assets/ et écrivez /nom")

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

// unknownAmong says whether a group of fields has one that is none, which is told and may stand for another.
func (d *decoder) unknownAmong(n *yaml.Node, t reflect.Type) bool {
	all := Fields(t)
	for i := 0; i < len(n.Content); i += 2 {
		if fieldIndex(all, n.Content[i].Value) < 0 {
			return true
		}
	}
	return false
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
	if given != 1 && !d.unknownAmong(n, reflect.TypeFor[Video]()) {
		d.fail(n,
			source.Msg("a video needs exactly one of file, youtube and vimeo",
				"une vidéo demande un seul des champs file, youtube et vimeo"),
			source.Msg("write one of “file: film.webm”, “youtube: …” and “vimeo: …”",
				"écrivez « file: film.webm », « youtube: … » ou « vimeo: … »"))
	}
	t.YouTube = d.videoID(child(n, "youtube"), youtube)
	t.Vimeo = d.videoID(child(n, "vimeo"), vimeo)
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

// A videoHost is a site that plays videos: how their ids and their addresses look. The groups of an address are
// the parts of the id, which a slash joins.
type videoHost struct{ id, address *regexp.Regexp }

var (
	youtube = videoHost{regexp.MustCompile(`^[A-Za-z0-9_-]{6,20}$`),
		regexp.MustCompile(`^(?:https?://)?(?:www\.|m\.|music\.)?(?:youtu\.be/|youtube(?:-nocookie)?\.com/` +
			`(?:watch\?(?:\S*&)?v=|embed/|shorts/|live/|v/))([A-Za-z0-9_-]{6,20})(?:[?&#/]\S*)?$`)}
	// An unlisted video has a second part, which its address gives as a further part or as h=….
	vimeo = videoHost{regexp.MustCompile(`^\d{5,12}(?:/[0-9a-f]{6,20})?$`),
		regexp.MustCompile(`^(?:https?://)?(?:www\.|player\.)?vimeo\.com/(?:[a-z]\S*/)?(\d{5,12})` +
			`(?:/([0-9a-f]{6,20})\b|/?\?(?:\S*&)?h=([0-9a-f]{6,20})\b)?(?:[?&#/]\S*)?$`)}
)

// find is the id that a text is, or that the address of a video has; "" where it is neither.
func (h *videoHost) find(s string) string {
	if h.id.MatchString(s) {
		return s
	}
	m := h.address.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return strings.TrimRight(strings.Join(slices.DeleteFunc(m[1:], func(s string) bool { return s == "" }), "/"), "/")
}

func (d *decoder) videoID(n *yaml.Node, host videoHost) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Value == "" {
		return ""
	}
	id := host.find(strings.TrimSpace(n.Value))
	if id == "" {
		d.fail(n, source.Msg("%q is not the id of a video", "« %s » n’est pas l’identifiant d’une vidéo", n.Value),
			source.Msg("write the address of its page, as the button “Share” gives it",
				"écrivez l’adresse de sa page, comme le bouton « Partager » la donne"))
	}
	return id
}

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
