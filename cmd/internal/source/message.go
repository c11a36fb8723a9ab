package source

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A Message is a sentence of the tool's own, in the two languages it speaks to editors.
type Message struct{ En, Fr string }

// Msg formats a sentence in both languages with the same arguments. An argument that is a
// Message itself is put in the sentence's language; a string or an error is put on one line, as
// Printable writes it, and cut short.
func Msg(en, fr string, args ...any) Message {
	if len(args) == 0 {
		return Message{en, fr}
	}
	return Message{fmt.Sprintf(en, inLang("en", args)...), fmt.Sprintf(fr, inLang("fr", args)...)}
}

func inLang(lang string, args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		switch t := a.(type) {
		case Message:
			out[i] = t.In(lang)
		case string:
			out[i] = oneLine(t)
		case error:
			out[i] = oneLine(t.Error())
		}
	}
	return out
}

func oneLine(s string) string { return Printable(short(strings.ReplaceAll(s, "\n", " "))) }

// short keeps a list of all fields of a kind whole, and what was pasted by mistake short.
func short(s string) string {
	const most = 360
	if len(s) <= most {
		return s
	}
	for i := most; ; i-- {
		if utf8.RuneStart(s[i]) {
			return s[:i] + "…"
		}
	}
}

// In returns the sentence in French for "fr" and in English for every other language.
func (t Message) In(lang string) string {
	if lang == "fr" {
		return t.Fr
	}
	return t.En
}

// FormatHint is a hint as it is told, such as "hint: write digits only"; "" where there is none.
func FormatHint(hint Message, lang string) string {
	if hint == (Message{}) {
		return ""
	}
	return Msg("hint: %s", "aide : %s", hint).In(lang)
}

// EnvLanguage is the language that the environment asks for, "en" or "fr"; "" where it asks for
// none. Who reads Arabic here reads French sooner than English. The variables are those of
// POSIX, in its order.
func EnvLanguage(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch v := env(name); {
		case v == "":
			continue
		case strings.HasPrefix(v, "fr"), strings.HasPrefix(v, "ar"):
			return "fr"
		case strings.HasPrefix(v, "en"):
			return "en"
		}
		return ""
	}
	return ""
}

// FormatSize is a number of bytes in kB or MB, of a thousand each.
func FormatSize(n int64) Message {
	if n < 1_000_000 {
		return decimal(float64(n)/1e3, 1, "kB", "ko")
	}
	return decimal(float64(n)/1e6, 1, "MB", "Mo")
}

// FormatDuration is a time in milliseconds, with a decimal where it is short.
func FormatDuration(d time.Duration) Message {
	ms := float64(d) / float64(time.Millisecond)
	if ms < 10 {
		return decimal(ms, 1, "ms", "ms")
	}
	return decimal(ms, 0, "ms", "ms")
}

// decimal is a number as each language writes it.
func decimal(x float64, places int, en, fr string) Message {
	s := strconv.FormatFloat(x, 'f', places, 64)
	return Message{s + " " + en, strings.Replace(s, ".", ",", 1) + " " + fr}
}
