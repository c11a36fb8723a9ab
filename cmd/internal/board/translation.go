package board

import (
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// translations calls do for every entry that visitors see or may come to see, and for every
// language but the default; text is nil where it is not translated. A file whose title has yet
// to be written is no translation, whatever else it says.
func (s *inventory) translations(do func(e *entry, lang int, text *site.FileSummary)) {
	for lang := 1; lang < len(s.Site.Config.Languages); lang++ {
		for i := range s.entries {
			e := &s.entries[i]
			// Of those who consent to nothing, no word is shown.
			if e.state == expired || e.person != nil && e.person.Consent == "none" {
				continue
			}
			text := e.EntrySummary.Files[lang]
			if !e.Title.Has(lang) {
				text = nil
			}
			do(e, lang, text)
		}
	}
}

func (s *inventory) missing() Section {
	var rows, none []Row // all of them, and those that nobody has begun
	s.translations(func(e *entry, lang int, text *site.FileSummary) {
		if text != nil {
			return
		}
		at, what := content.Pos{Line: 1, Col: 1}, say("not translated: %s", "pas de traduction : %s",
			language(s.Site.Config.Languages[lang]))
		if begun := e.EntrySummary.Files[lang]; begun != nil {
			at, what = begun.FrontMatter.At("title"), say("begun, without a title: %s",
				"commencée, sans titre : %s", language(s.Site.Config.Languages[lang]))
		} else {
			none = append(none, s.row(e, lang, at, what))
		}
		rows = append(rows, s.row(e, lang, at, what))
	})
	return Section{ID: "missing", Title: say("Translations missing", "Traductions manquantes"), Rows: rows,
		Note: say("start one with go run ./cmd/new -translate %s",
			"commencez-en une par go run ./cmd/new -translate %s", example(none))}
}

// stale are the translations whose source has changed since they were marked.
func (s *inventory) stale() Section {
	var rows []Row
	s.translations(func(e *entry, lang int, text *site.FileSummary) {
		if text == nil || text.FrontMatter.Translated == "" {
			return
		}
		if now := e.EntrySummary.Files[0].Fingerprint; now != "" && now != text.FrontMatter.Translated {
			rows = append(rows,
				s.row(e, lang, text.FrontMatter.At("translated"), since(text.FrontMatter.Translated, now)))
		}
	})
	return Section{ID: "stale", Title: say("Translations out of date", "Traductions à revoir"), Rows: rows,
		Note: say("the words they were made from have changed since; once one is right again, mark it with go "+
			"run ./cmd/new -refresh %s",
			"les mots dont elles viennent ont changé depuis ; une fois à jour, marquez-les par go run ./cmd/new "+
				"-refresh %s",
			example(rows))}
}

// since says which parts of a fingerprint differ.
func since(then, now string) source.Message {
	changed := content.Changed(then, now)
	if changed == (source.Message{}) {
		return say("its mark %q is not one that the tools write",
			"sa marque « %s » n’est pas de celles que les outils écrivent", then)
	}
	return say("changed in the source since: %s", "changé dans la source depuis : %s", changed)
}

// partial are the translations that leave out some words of their source.
func (s *inventory) partial() Section {
	var rows []Row
	untranslated := map[*entry]map[int][]source.Message{}
	s.translations(func(e *entry, lang int, text *site.FileSummary) {
		if text == nil {
			return
		}
		if untranslated[e] == nil {
			untranslated[e] = lacking(e.Record, len(s.Site.Config.Languages))
		}
		lacks := untranslated[e][lang]
		if e.EntrySummary.Files[0].Body && !text.Body {
			lacks = append(lacks, say("the text below the fields", "le texte sous les champs"))
		}
		if text.Words > 0 && bodyOf(text.Fingerprint) == bodyOf(e.EntrySummary.Files[0].Fingerprint) {
			lacks = append(lacks,
				say("the text below the fields, which is still that of the source",
					"le texte sous les champs, qui est encore celui de la source"))
		}
		if len(lacks) > 0 {
			rows = append(rows,
				s.row(e, lang, content.Pos{Line: 1, Col: 1},
					say("not translated: %s", "pas traduit : %s", list(lacks))))
		}
	})
	return Section{ID: "partial", Title: say("Translations incomplete", "Traductions incomplètes"), Rows: rows,
		Note: say("visitors read these parts in the default language",
			"les visiteurs lisent ces parties dans la langue par défaut")}
}

// bodyOf is the part of a fingerprint that stands for the text below the fields.
func bodyOf(fingerprint string) string {
	return fingerprint[strings.LastIndexByte(fingerprint, '-')+1:]
}

// lacking are the fields that have words in the default language and not in others, by the
// index of those.
func lacking(r content.Record, langs int) map[int][]source.Message {
	out := map[int][]source.Message{}
	content.Walk(r, func(field string, x any) {
		w, ok := x.(content.LocalizedText)
		if !ok || !w.Has(0) || field == "slug" {
			return
		}
		for lang := 1; lang < langs; lang++ {
			if l := label(r.Base().Kind.Type(), field); !w.Has(lang) && !slices.Contains(out[lang], l) {
				out[lang] = append(out[lang], l)
			}
		}
	})
	return out
}

// unmarked are the translations that do not say which words they were made from.
func (s *inventory) unmarked() Section {
	var rows []Row
	s.translations(func(e *entry, lang int, text *site.FileSummary) {
		if text != nil && text.FrontMatter.Translated == "" {
			rows = append(rows,
				s.row(e, lang, content.Pos{Line: 1, Col: 1},
					say("not stamped: %s", "pas marquée : %s", language(s.Site.Config.Languages[lang]))))
		}
	})
	return Section{ID: "unmarked", Title: say("Translations not stamped", "Traductions non marquées"), Rows: rows,
		Note: say("nothing says which words they were made from, so nobody sees when those change; once one is "+
			"right, mark it with go run ./cmd/new -refresh %s",
			"rien ne dit de quels mots elles viennent, on ne voit donc pas quand ceux-ci changent ; une fois "+
				"justes, marquez-les par go run ./cmd/new -refresh %s",
			example(rows))}
}

// example is a row's language and entry, as commands take them.
func example(rows []Row) string {
	if len(rows) == 0 {
		return "ar films/my-film"
	}
	n, _ := content.ParseName(rows[0].Path)
	return rows[0].Lang + " " + n.Folder + "/" + n.ID
}

// language names a language in a sentence; one that has no name here goes by its own.
func language(l content.Language) source.Message {
	switch l.Code {
	case "fr":
		return say("French", "français")
	case "ar":
		return say("Arabic", "arabe")
	case "en":
		return say("English", "anglais")
	case "es":
		return say("Spanish", "espagnol")
	case "zgh":
		return say("Amazigh", "amazighe")
	}
	return say("%s", "%s", l.Name)
}

// list joins clauses with commas.
func list(texts []source.Message) source.Message {
	var en, fr []string
	for _, t := range texts {
		en, fr = append(en, t.En), append(fr, t.Fr)
	}
	return source.Message{En: strings.Join(en, ", "), Fr: strings.Join(fr, ", ")}
}
