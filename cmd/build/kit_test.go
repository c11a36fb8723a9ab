package main

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every kit opens, holds its sheets in every language, names nobody who may not be named, and a page leads to it. A
// picture is in it only where its notes say whom to credit and under which licence.
func TestKits(t *testing.T) {
	s := fictionSite(t)
	var linked []string
	for _, p := range s.pages {
		for _, a := range find(p.doc, func(n *html.Node) bool { return n.Data == "a" }) {
			linked = append(linked, strings.TrimPrefix(attr(a, "href"), s.base.Path))
		}
	}
	hidden := []string{"Hafsa", "Bouregba", "Ouazzif", "Sanhour", "Lahrach", "Ourika",
		"حفصة", "وازيف", "صنهور"}
	kits, pictures, ofProgramme := 0, 0, 0
	for name, b := range s.files {
		if !strings.HasPrefix(name, "kits/") {
			continue
		}
		kits++
		if !slices.Contains(linked, name) {
			t.Errorf("no page leads to %s", name)
		}
		r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		text := map[string]string{}
		for _, f := range r.File {
			m, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(m)
			if err != nil {
				t.Errorf("%s: %s: %v", name, f.Name, err)
			}
			text[f.Name] = string(data)
		}
		for member, data := range text {
			if ending := path.Ext(member); (ending == ".jpg" || ending == ".png") && member != "logo.png" {
				pictures++
				if name == "kits/programme.zip" {
					ofProgramme++
				}
				if !strings.Contains(text["LISEZMOI.txt"], member+":") {
					t.Errorf("%s: nothing tells whose %s is", name, member)
				}
			}
			for _, n := range hidden {
				if strings.Contains(data, n) {
					t.Errorf("%s: %s names %s", name, member, n)
				}
			}
		}
		for _, lang := range []string{"fr", "ar", "en"} {
			if !slices.ContainsFunc(r.File, func(f *zip.File) bool {
				return strings.HasSuffix(f.Name,
					"_"+lang+".html")
			}) {
				t.Errorf("%s has no sheet in %s", name, lang)
			}
		}
	}
	if kits < 5 || pictures == 0 || ofProgramme == 0 {
		t.Errorf("%d kits with %d pictures, %d in that of the programme", kits, pictures, ofProgramme)
	}
}
