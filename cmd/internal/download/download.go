// Package download judges the files that visitors get as they were given, such as press kits, films
// and captions, and takes out of them what they tell of their makers.
//
// It refuses what is not on its list, by content as well as by name: no page, script or program is
// offered, and no picture, which has a road of its own. What it cannot clean it tells.
package download

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/source"
)

// accepted are the types of content that may stand under a name.
var accepted = map[string][]Type{
	".pdf": {PDF}, ".zip": {Zip, DOCX, XLSX, PPTX, ODT, ODS, ODP, EPUB}, ".docx": {DOCX}, ".xlsx": {XLSX},
	".pptx": {PPTX},
	".odt":  {ODT}, ".ods": {ODS}, ".odp": {ODP}, ".epub": {EPUB}, ".csv": {Text}, ".tsv": {Text}, ".txt": {Text, VTT},
	".srt": {Text}, ".vtt": {VTT, Text}, ".mp4": {MP4, MOV, M4A}, ".m4v": {MP4, MOV}, ".mov": {MOV, MP4},
	".webm": {WebM},
	".mp3":  {MP3}, ".m4a": {M4A, MP4}, ".ogg": {Ogg}, ".oga": {Ogg}, ".ogv": {Ogg}, ".opus": {Ogg}, ".wav": {WAV},
}

// Names lists the endings of the files that may be offered.
const Names = ".pdf, .zip, .docx, .xlsx, .pptx, .odt, .ods, .odp, .epub, .csv, .tsv, .txt, .srt, .vtt, .mp4, .m4v, " +
	".mov, .webm, " +
	".mp3, .m4a, .ogg, .oga, .ogv, .opus, .wav"

// maxLoaded is how many bytes of a file that is no film are looked into.
const maxLoaded = 256 << 20

// A Result is what may be published of a file.
type Result struct {
	Type     Type
	File     *source.File     // cleaned, perhaps the file itself; nil where it is refused or a Picture
	Problems []source.Problem // remarks; where it is refused, also why, at the file's Path
}

// Prepare judges and cleans a file.
func Prepare(f *source.File) Result {
	head, err := readHead(f)
	if err != nil {
		return refused(f, Other, unreadable(f.Path))
	}
	t := Detect(head)
	switch t {
	case Picture:
		return Result{Type: t}
	case MP4, MOV, M4A, WebM:
		return prepareFilm(f, t)
	}
	if f.Size > maxLoaded {
		return refused(f, t, source.Problem{Path: f.Path,
			What: source.Msg("the file has more than 256 MB", "le fichier dépasse 256 Mo"),
			Hint: source.Msg("publish it elsewhere, and link to that address",
				"publiez-le ailleurs, et faites un lien vers cette adresse")})
	}
	b, err := f.Bytes()
	if err != nil {
		return refused(f, t, unreadable(f.Path))
	}
	if t == Zip {
		if t = zipType(b); t == Other {
			return refused(f, t, damaged(f.Path))
		}
	}
	if p := misnamed(f.Path, t); p != nil {
		return refused(f, t, *p)
	}
	clean, remarks, err := cleanBytes(t, b)
	if err != nil {
		return refused(f, t, whyNot(f.Path, err))
	}
	for i := range remarks {
		remarks[i].Path = f.Path
	}
	if path.Ext(strings.ToLower(f.Path)) == ".vtt" {
		remarks = append(remarks, CheckVTT(f.Path, b)...)
	}
	r := Result{Type: t, File: f, Problems: remarks}
	if !bytes.Equal(clean, b) {
		r.File = remade(f, f.Digest(), int64(len(clean)), func(b []byte) ([]byte, error) {
			clean, _, err := cleanBytes(t, b)
			return clean, err
		})
	}
	return r
}

func zipType(b []byte) Type {
	r, err := zipReader(b)
	if err != nil {
		return Other
	}
	return detectZip(r)
}

func readHead(f *source.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = nil
	}
	return head[:n], err
}

// cleanBytes cleans a file in memory. Remarks have no Path.
func cleanBytes(t Type, b []byte) (clean []byte, remarks []source.Problem, err error) {
	switch t {
	case PDF:
		patches, all, err := cleanPDF(b)
		if err != nil {
			return nil, nil, err
		}
		if !all {
			remarks = append(remarks, toldBy(source.Msg("this PDF", "ce PDF")))
		}
		return apply(b, patches), remarks, nil
	case Zip, DOCX, XLSX, PPTX, ODT, ODS, ODP, EPUB:
		return cleanZip(b, t, 0)
	case MP4, MOV, M4A:
		m, err := cleanMP4(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return nil, nil, err
		}
		return apply(b, m.patches), nil, nil
	case WebM:
		e, err := cleanWebM(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return nil, nil, err
		}
		return apply(b, e.patches), nil, nil
	case MP3:
		clean, err := cleanMP3(b)
		return clean, nil, err
	case WAV:
		patches, err := cleanWAV(b)
		return apply(b, patches), nil, err
	case Ogg:
		if !isOgg(b) {
			return nil, nil, errDamaged
		}
		if len(oggComments(b)) > 0 {
			remarks = append(remarks, toldBy(source.Msg("this recording", "cet enregistrement")))
		}
	}
	return b, remarks, nil
}

func toldBy(what source.Message) source.Problem {
	return source.Problem{Warning: true,
		What: source.Msg("%s may say by whom, when or with what it was made, and cannot be cleaned here",
			"%s dit peut-être par qui, quand ou avec quoi il a été fait, et ne peut pas être nettoyé ici", what),
		Hint: source.Msg("export it again without properties, if nobody is to know",
			"exportez-le de nouveau sans propriétés, si personne ne doit le savoir")}
}

// prepareFilm cleans a film or a recording without reading all of it.
func prepareFilm(f *source.File, t Type) Result {
	if p := misnamed(f.Path, t); p != nil {
		return refused(f, t, *p)
	}
	patches, _, err := readFilm(f, t)
	if err != nil {
		return refused(f, t, whyNot(f.Path, err))
	}
	if len(patches) == 0 {
		return Result{Type: t, File: f}
	}
	return Result{Type: t, File: patched(f, patches)}
}

// smallFilm is how many bytes a film may have to be read at once: what has many small parts is then no
// long work.
const smallFilm = 16 << 20

// readFilm finds what to clean in a film, and its parts that may hold words.
func readFilm(f *source.File, t Type) (patches []patch, texts [][]byte, err error) {
	r, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	var at io.ReaderAt = readerAt{r}
	if f.Size <= smallFilm {
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, nil, err
		}
		at = bytes.NewReader(b)
	}
	if t == WebM {
		e, err := cleanWebM(at, f.Size)
		if err != nil {
			return nil, nil, err
		}
		return e.patches, e.texts, nil
	}
	m, err := cleanMP4(at, f.Size)
	if err != nil {
		return nil, nil, err
	}
	return m.patches, m.texts, nil
}

func refused(_ *source.File, t Type, p source.Problem) Result {
	return Result{Type: t, Problems: []source.Problem{p}}
}

// misnamed is the problem of content that may not be offered, or not under that name.
func misnamed(name string, t Type) *source.Problem {
	ext := strings.ToLower(path.Ext(name))
	p := &source.Problem{Path: name}
	types, known := accepted[ext]
	switch {
	case slices.Contains(types, t):
		return nil
	case t == Empty:
		p.What = source.Msg("%q is empty", "« %s » est vide", path.Base(name))
		p.Hint = source.Msg("copy it again", "copiez-le de nouveau")
	case t == OtherPicture:
		p.What = source.Msg("%q is a picture that is not shown by all browsers, and may tell where it was taken",
			"« %s » est une image que tous les navigateurs ne montrent pas, et qui dit peut-être où elle a été prise",
			path.Base(name))
		p.Hint = source.Msg("export it as JPEG or PNG", "exportez-la en JPEG ou PNG")
	case t == Locked:
		p.What = source.Msg("%q asks for a password, so that nobody can look into it",
			"« %s » demande un mot de passe : personne ne peut vérifier ce qu’il contient", path.Base(name))
		p.Hint = source.Msg("make it without a password", "refaites-le sans mot de passe")
	case t == Macros:
		p.What = source.Msg("%q holds macros, which run on the visitor’s computer",
			"« %s » contient des macros, qui s’exécutent chez le visiteur", path.Base(name))
		p.Hint = source.Msg("save it without macros, or as PDF", "enregistrez-le sans macros, ou en PDF")
	case t == Program:
		p.What = source.Msg("%q is a program", "« %s » est un programme", path.Base(name))
		p.Hint = source.Msg("offer documents, pictures and films only",
			"ne proposez que des documents, des images et des films")
	case t == Packed:
		p.What = source.Msg("%q is an archive that cannot be looked into",
			"« %s » est une archive dont on ne peut vérifier le contenu", path.Base(name))
		p.Hint = source.Msg("pack its files as .zip", "empaquetez ses fichiers en .zip")
	case t == Acting:
		p.What = source.Msg("%q runs a script, opens an address by itself or holds other files",
			"« %s » exécute un script, ouvre une adresse de lui-même ou contient d’autres fichiers", path.Base(name))
		p.Hint = source.Msg("print it to a new PDF and offer that, and what it holds beside it",
			"imprimez-le dans un nouveau PDF et proposez celui-ci, et à côté ce qu’il contient")
	case t == Loading:
		p.What = source.Msg("%q takes data from elsewhere each time it is opened",
			"« %s » prend des données ailleurs chaque fois qu’il est ouvert", path.Base(name))
		p.Hint = source.Msg("save it with its values alone, or as PDF",
			"enregistrez-le avec ses seules valeurs, ou en PDF")
	case t == OldOffice:
		p.What = source.Msg("%q is a document in an old format", "« %s » est un document dans un ancien format",
			path.Base(name))
		p.Hint = source.Msg("save it as PDF, .docx or .odt", "enregistrez-le en PDF, .docx ou .odt")
	case known && t != Other && t != Markup:
		p.What = source.Msg("%q is not what its name says: its content is that of a file .%s",
			"« %s » n’est pas ce que dit son nom : son contenu est celui d’un fichier .%s", path.Base(name), string(t))
		p.Hint = source.Msg("rename it, or export it again", "renommez-le, ou exportez-le de nouveau")
	case known:
		p.What = source.Msg("%q is not what its name says", "« %s » n’est pas ce que dit son nom", path.Base(name))
		p.Hint = source.Msg("export it again as %s", "exportez-le de nouveau en %s", ext)
	default:
		p.What = source.Msg("the site does not offer files such as %q",
			"le site ne propose pas de fichiers comme « %s »",
			path.Base(name))
		p.Hint = source.Msg("offer it in one of these forms: %s", "proposez-le sous l’une de ces formes : %s", Names)
	}
	return p
}

func whyNot(name string, err error) source.Problem {
	p := damaged(name)
	if m, ok := errors.AsType[*memberError](err); ok {
		inner := misnamed(m.name, m.kind)
		p.What = source.Msg("in %q: %s", "dans « %s » : %s", path.Base(name), inner.What)
		p.Hint = inner.Hint
		return p
	}
	switch err {
	case errActs:
		return *misnamed(name, Acting)
	case errLoads:
		return *misnamed(name, Loading)
	case errNames:
		p.What = source.Msg("a file in %q has a name that leads out of the archive, or that another has",
			"un fichier dans « %s » a un nom qui mène hors de l’archive, ou qu’un autre a aussi", path.Base(name))
		p.Hint = source.Msg("pack the files anew", "empaquetez de nouveau les fichiers")
	case errLocked:
		return *misnamed(name, Locked)
	case errDeep:
		p.What = source.Msg("%q holds archives in archives in archives",
			"« %s » contient des archives dans des archives dans des archives", path.Base(name))
		p.Hint = source.Msg("put the files into one archive", "mettez les fichiers dans une seule archive")
	case errLarge:
		p.What = source.Msg("%q expands to far more than its size", "« %s » se déploie bien au-delà de sa taille",
			path.Base(name))
		p.Hint = source.Msg("divide it into several archives", "répartissez-le en plusieurs archives")
	}
	return p
}

func damaged(name string) source.Problem {
	return source.Problem{Path: name,
		What: source.Msg("%q is damaged or cut short", "« %s » est abîmé ou incomplet", path.Base(name)),
		Hint: source.Msg("copy or export it again", "copiez-le ou exportez-le de nouveau")}
}

func unreadable(name string) source.Problem {
	return source.Problem{Path: name,
		What: source.Msg("%q cannot be read, or changes while it is",
			"« %s » ne peut pas être lu, ou change pendant la lecture", path.Base(name)),
		Hint: source.Msg("wait until it is copied, and check that you may open it",
			"attendez que la copie soit finie, et vérifiez que vous pouvez l’ouvrir")}
}
