package content

import (
	"reflect"
	"strings"
	"testing"

	"artsfactory/cmd/internal/content/yamltext"

	"pgregory.net/rapid"
)

// Whatever text Scalar writes is read back as that text, alone and in a list.
func TestScalarWrittenLaw(t *testing.T) {
	config, _ := ParseConfig(nil)
	signs := rapid.SampledFrom([]rune("aé:# -?[]{},&*!|>'\"%@`~\\\n\r\t\u2028\ufeff\u00a0سئ0.nul/="))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.TrimSpace(rapid.StringOf(signs).Draw(t, "text"))
		if strings.ContainsFunc(s, isForbidden) || strings.ContainsAny(s, "\n\u2028\u2029") ||
			!strings.ContainsFunc(s, isVisible) {
			return // such a text is refused
		}
		fields := "title: " + yamltext.Scalar(
			s,
			false,
		) + "\nsort_name: " + yamltext.Scalar(
			s,
			false,
		) + "\nlinks: [{label: " + yamltext.Scalar(
			s,
			true,
		) + ", url: https://a.example/}]\n"
		x, problems := Parse("content/people/x.md", RawFile{Fields: []byte(fields), FieldsLine: 2}, config)
		for _, p := range problems {
			if !strings.Contains(p.What.En, "missing") {
				t.Fatalf("%q written as %s: %s", s, fields, p.In("en"))
			}
		}
		p := x.Record.(*Person)
		title, _ := p.Title.In(0)
		label, _ := p.Links.Value[0].Label.In(0)
		if title != s || label != s || !p.SortName.IsKnown() || p.SortName.Value != s {
			t.Fatalf("%q became %q, %q and %q", s, title, label, p.SortName.Value)
		}
	})
}

func TestDescribe(t *testing.T) {
	film := reflect.TypeFor[Film]()
	for _, f := range Fields(film) {
		switch f.Name {
		case "title":
			if f.Owner(film) != "Entry" || f.MayBeUnknown() {
				t.Errorf("%+v", f)
			}
		case "year":
			if f.Owner(film) != "Film" || !f.MayBeUnknown() {
				t.Errorf("%+v", f)
			}
		}
	}
	config, _ := ParseConfig(nil)
	for value, good := range map[string]bool{"2026-02-30": false, "2026-02-28": true, "unknown": true, "": false,
		"[a": false} {
		if problems := CheckValue(NewsKind, "date", value, config); (len(problems) == 0) != good {
			t.Errorf("%q: %v", value, problems)
		}
	}
}
