package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The open data names what it holds, refers to what it holds, and is documented field by field.
func TestOpenData(t *testing.T) {
	s := fictionSite(t)
	pages := s.where(func(p *page) bool { return p.kind == "data" && p.lang == "fr" })
	if len(pages) != 1 {
		t.Fatalf("%d pages document the data", len(pages))
	}
	var documented []string
	for _, n := range find(pages[0].doc, func(n *html.Node) bool { return n.Data == "dt" }) {
		documented = append(documented, text(n))
	}
	items := map[string][]map[string]any{}
	ids := map[string]bool{}
	for _, name := range []string{"films", "sessions", "events", "prizes", "people"} {
		var file map[string]any
		if err := json.Unmarshal(s.files["data/"+name+".json"], &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if file["version"] != 1.0 {
			t.Errorf("%s has version %v", name, file["version"])
		}
		for _, x := range file[name].([]any) {
			item := x.(map[string]any)
			items[name] = append(items[name], item)
			if id := item["id"].(string); ids[id] || !strings.HasPrefix(id, "urn:uuid:") {
				t.Errorf("%s: the id of %v is %s", name, item["name"], id)
			} else {
				ids[id] = true
			}
			for field := range item {
				if !slices.Contains([]string{"id", "kind", "name", "url", "unknown"}, field) &&
					!slices.Contains(documented, field) {
					t.Errorf("%s: nothing tells what %q is", name, field)
				}
			}
		}
	}
	names := func(of string) (list []string) {
		for _, x := range items[of] {
			list = append(list, x["name"].(string))
		}
		return list
	}
	for _, f := range items["films"] {
		if !slices.Contains(names("sessions"), f["session"].(string)) {
			t.Errorf("%v is of %v, which is in no file", f["name"], f["session"])
		}
	}
	for _, hidden := range []string{"chaimae-l", "participant-14", "participant-15", "participante-16", "sami-o"} {
		for name, b := range s.files {
			if strings.HasPrefix(name, "data/") && bytes.Contains(b, []byte(hidden)) {
				t.Errorf("%s names %s", name, hidden)
			}
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(s.files["data/films.csv"])).ReadAll()
	if err != nil || len(rows) != len(items["films"])+1 {
		t.Errorf("films.csv has %d rows for %d films: %v", len(rows), len(items["films"]), err)
	}
}
