package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// unfold reads a file back into its content lines (RFC 5545, section 3.1), and checks their form.
func unfold(t rapid.TB, file []byte) (lines []string) {
	text, ok := strings.CutSuffix(string(file), "\r\n")
	if !ok {
		t.Fatalf("the file does not end in CRLF: %q", file)
	}
	for _, l := range strings.Split(text, "\r\n") {
		if len(l) > 75 || strings.ContainsAny(l, "\r\n") || !utf8.ValidString(l) {
			t.Fatalf("a line of %d octets: %q", len(l), l)
		}
		if rest, folded := strings.CutPrefix(l, " "); folded {
			lines[len(lines)-1] += rest
		} else {
			lines = append(lines, l)
		}
	}
	return lines
}

// property is the value of the first property with a name, parameters included, or "".
func property(lines []string, name string) string {
	for _, l := range lines {
		if v, ok := strings.CutPrefix(l, name+":"); ok {
			return v
		}
	}
	return ""
}

// unescape reads a value of the type TEXT.
func unescape(t rapid.TB, s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			if s[i] == 'n' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(s[i])
			}
		case c == ',' || c == ';' || c == '\\':
			t.Fatalf("%q has a bare %q", s, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Whatever a text holds, it is read back as it was, in lines that every reader takes.
func TestTextsAreReadBack(t *testing.T) {
	words := rapid.StringOf(rapid.RuneFrom([]rune("aé,;\\\n\t ملفّ̀‍🎬:\"<")))
	rapid.Check(t, func(t *rapid.T) {
		title, long := words.Draw(t, "title"), strings.Repeat(words.Draw(t, "long"), 4)
		c := Calendar{Name: "N", Lang: "fr", URL: "https://x.example/", Source: "https://x.example/a.ics",
			Events: []Event{
				{UID: "u@x", Title: title, Description: long, Start: Time{At: time.Unix(0, 0)}}}}
		lines := unfold(t, c.Encode())
		if got := unescape(t, property(lines, "SUMMARY;LANGUAGE=fr")); got != title {
			t.Fatalf("the title %q is read as %q", title, got)
		}
		if got := unescape(t, property(lines, "DESCRIPTION;LANGUAGE=fr")); got != long {
			t.Fatalf("the description %q is read as %q", long, got)
		}
	})
}

func TestLineEndsAndControls(t *testing.T) {
	c := Calendar{Lang: "fr", Events: []Event{{UID: "u", Title: "a\r\nb\rc\x00\x1b\xff", URL: "https://x/\r\nBEGIN:X",
		Start: Time{At: time.Unix(0, 0)}}}}
	lines := unfold(t, c.Encode())
	if got := property(lines, "SUMMARY;LANGUAGE=fr"); got != `a\nb\nc` {
		t.Errorf("the title is %q", got)
	}
	if got := property(lines, "URL"); got != "https://x/BEGIN:X" {
		t.Errorf("the URL is %q", got)
	}
}

func TestTimes(t *testing.T) {
	zone := time.FixedZone("", 3600)
	day := func(d int) Time { return Time{At: time.Date(2026, 12, d, 0, 0, 0, 0, zone), Day: true} }
	at := func(h int) Time { return Time{At: time.Date(2026, 12, 31, h, 30, 0, 0, zone)} }
	for _, x := range []struct {
		start, end Time
		want       string
	}{
		{day(31), Time{}, "20261231 "},
		{day(30), day(31), "20261230 20270101"},
		{day(31), day(31), "20261231 20270101"},
		{day(31), day(1), "20261231 "}, // the end is before the start
		{day(31), at(20), "20261231 "}, // a day and an instant
		{at(0), day(31), "20261230T233000Z "},
		{at(18), at(20), "20261231T173000Z 20261231T193000Z"},
		{at(18), at(18), "20261231T173000Z "},
	} {
		lines := unfold(
			t,
			Calendar{Lang: "fr", Events: []Event{{UID: "u", Title: "t", Start: x.start, End: x.end}}}.Encode(),
		)
		get := func(name string) string { return property(lines, name) + property(lines, name+";VALUE=DATE") }
		if got := get("DTSTART") + " " + get("DTEND"); got != x.want {
			t.Errorf("%v to %v is written as %q, want %q", x.start, x.end, got, x.want)
		}
	}
}

func TestWhatBecameOfIt(t *testing.T) {
	get := func(e Event) string {
		e.UID, e.Title, e.Start = "u", "t", Time{At: time.Unix(0, 0)}
		lines := unfold(t, Calendar{Lang: "fr", Events: []Event{e}}.Encode())
		return fmt.Sprintf("%s %s %s", property(lines, "STATUS"), property(lines, "SEQUENCE"),
			property(lines, "TRANSP"))
	}
	for want, e := range map[string]Event{
		"CONFIRMED 0 ":            {},
		"CONFIRMED 1 ":            {Sequence: 1},
		"CANCELLED 2 TRANSPARENT": {Sequence: 2, Off: true},
		"CONFIRMED 0 TRANSPARENT": {Free: true},
	} {
		if got := get(e); got != want {
			t.Errorf("%+v is written as %q, want %q", e, got, want)
		}
	}
}

func TestNoEventNoCalendar(t *testing.T) {
	if b := (Calendar{Lang: "fr", Events: []Event{{UID: "u", Title: "without a day"}}}).Encode(); b != nil {
		t.Errorf("a calendar without events is %q", b)
	}
}
