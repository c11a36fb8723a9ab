package download

import (
	"bytes"
	"regexp"
	"strconv"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"
)

var (
	cueTimes = regexp.MustCompile(`^[ \t]*(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+` +
		`(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})([ \t].*)?$`)
	srtTimes = regexp.MustCompile(`\d:\d\d,\d{1,3}\s*-->`)
)

// maxCaptionProblems is how many mistakes are told of one file: the first are enough to know what to do.
const maxCaptionProblems = 10

// CheckVTT finds what keeps a browser from showing captions, by WebVTT (W3C, 2019): no header, times that
// cannot be read or end before they start, text that is not UTF-8, and nothing at all.
func CheckVTT(path string, b []byte) []source.Problem {
	text := bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	c := &captionReader{path: path}
	if !utf8.Valid(text) {
		line := 1 + bytes.Count(b[:firstInvalid(b)], []byte("\n"))
		c.say(line, source.Msg("these captions are not written in UTF-8",
			"ces sous-titres ne sont pas écrits en UTF-8"),
			source.Msg("save them again as UTF-8", "enregistrez-les de nouveau en UTF-8"))
		return c.problems
	}
	lines := bytes.Split(bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"),
		[]byte("\n")), []byte("\n"))
	if !bytes.HasPrefix(text, []byte("WEBVTT")) || len(lines[0]) > 6 && lines[0][6] != ' ' && lines[0][6] != '\t' {
		hint := source.Msg("write WEBVTT on the first line, and leave the second empty",
			"écrivez WEBVTT sur la première ligne, et laissez la deuxième vide")
		if srtTimes.Match(text) {
			hint = source.Msg("these are SubRip captions (.srt): export them as WebVTT, or write WEBVTT on the "+
				"first line "+
				"and points instead of the commas in the times",
				"ce sont des sous-titres SubRip (.srt) : exportez-les en WebVTT, ou écrivez WEBVTT sur la "+
					"première ligne "+
					"et des points au lieu des virgules dans les temps")
		}
		c.say(1, source.Msg("the captions do not begin with WEBVTT", "les sous-titres ne commencent pas par WEBVTT"),
			hint)
		return c.problems
	}
	for i, line := range lines {
		if bytes.Contains(line, []byte("-->")) && len(c.problems) < maxCaptionProblems {
			c.cue(i+1, line)
		}
	}
	if c.cues == 0 && len(c.problems) == 0 {
		c.say(1, source.Msg("there is no caption in this file", "il n’y a aucun sous-titre dans ce fichier"),
			source.Msg("write captions, or “captions: no-dialogue” where nobody speaks",
				"écrivez des sous-titres, ou « captions: no-dialogue » si personne ne parle"))
	}
	return c.problems
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

type captionReader struct {
	path     string
	problems []source.Problem
	cues     int
}

func (c *captionReader) say(line int, what, hint source.Message) {
	c.problems = append(c.problems, source.Problem{Path: c.path, Line: line, Col: 1, What: what, Hint: hint})
}

func (c *captionReader) cue(line int, text []byte) {
	m := cueTimes.FindSubmatch(text)
	switch {
	case m == nil && srtTimes.Match(text):
		c.say(line, source.Msg("a comma stands in these times", "il y a une virgule dans ces temps"),
			source.Msg("write a point: 00:00:01.500 --> 00:00:04.000",
				"écrivez un point : 00:00:01.500 --> 00:00:04.000"))
	case m == nil:
		c.say(line, source.Msg("these are no times of a caption", "ce ne sont pas les temps d’un sous-titre"),
			source.Msg("write 00:00:01.500 --> 00:00:04.000", "écrivez 00:00:01.500 --> 00:00:04.000"))
	case milliseconds(m[5:9]) <= milliseconds(m[1:5]):
		c.say(line, source.Msg("the caption ends before it starts", "le sous-titre finit avant de commencer"),
			source.Msg("the first time is when it appears, the second when it goes",
				"le premier temps est celui où il apparaît, le second celui où il disparaît"))
	default:
		c.cues++
	}
}

func milliseconds(parts [][]byte) int {
	total := 0
	for i, scale := range []int{3_600_000, 60_000, 1000, 1} {
		n, _ := strconv.Atoi(string(parts[i]))
		total += n * scale
	}
	return total
}
