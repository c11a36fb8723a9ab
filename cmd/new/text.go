package main

import (
	"fmt"
	"strings"

	"artsfactory/cmd/internal/content"
)

// text is the entry's file: what is given, and every other field behind a #, with a word on
// what it is for.
func (t *tool) text(d *draft) string {
	var b strings.Builder
	b.WriteString("---\n")
	st := d.kind.Type()
	width := 0
	for i := range d.fields {
		width = max(width, len(d.fields[i].Name)+1)
	}
	for i := range d.fields {
		if f := &d.fields[i]; d.values[f.Name] != "" {
			b.WriteString(t.given(f, d.values[f.Name]))
		}
	}
	fmt.Fprintf(&b, "# %s\n",
		t.say("The rest is optional. Take the # off a line to fill it in; write unknown for what is asked and "+
			"not known yet.",
			"Le reste est facultatif. Ôtez le # d’une ligne pour la remplir ; écrivez unknown pour ce qu’on ne "+
				"sait pas encore."))
	optional := func(common bool) {
		for i := range d.fields {
			f := &d.fields[i]
			if d.values[f.Name] != "" || f.Required || (f.Owner(st) == "Entry") != common {
				continue
			}
			about := f.Help.In(t.lang)
			if form := f.Form(t.sample).In(t.lang); form != "" {
				about += t.say("; ", " ; ") + form
			}
			fmt.Fprintf(&b, "# %-*s # %s\n", width, f.Name+":", about)
		}
	}
	optional(false)
	fmt.Fprintf(&b, "# %s\n", t.say("What every entry may have:", "Ce que toute entrée peut avoir :"))
	optional(true)
	b.WriteString("---\n")
	return b.String()
}

// given is a field that has its value, with what else it might be.
func (t *tool) given(f *content.Field, written string) string {
	note := ""
	if len(f.Values) > 0 || !askable(f) && written == "unknown" {
		note = " # " + f.Form(t.sample).In(t.lang)
	}
	if strings.HasPrefix(written, "\n") {
		return f.Name + ":" + written + "\n"
	}
	return f.Name + ": " + written + note + "\n"
}
