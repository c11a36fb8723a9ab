package kit

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

func TestZip(t *testing.T) {
	files := []File{{"b_still_01.jpg", []byte("picture")}, {"LISEZMOI.txt", []byte(strings.Repeat("texte ", 99))}}
	got := Zip(files)
	if again := Zip([]File{files[1], files[0]}); !bytes.Equal(got, again) {
		t.Error("it is another archive when the files come in another order")
	}
	r, err := zip.NewReader(bytes.NewReader(got), int64(len(got)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		if f.Modified.Year() != 1980 || f.Flags&0x800 == 0 || (f.Method == zip.Store) != strings.HasSuffix(f.Name,
			"jpg") {
			t.Errorf("%s: %v, flags %x, method %d", f.Name, f.Modified, f.Flags, f.Method)
		}
		m, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(m); err != nil || len(b) == 0 {
			t.Errorf("%s: %d bytes, %v", f.Name, len(b), err)
		}
	}
	if s := strings.Join(names, " "); s != "LISEZMOI.txt b_still_01.jpg" {
		t.Error(s)
	}
}

func TestSheet(t *testing.T) {
	s := Sheet{Lang: "ar", Dir: "rtl", Title: "a < b", Lead: "نص",
		Sections: []Section{{"h", [][2]string{{"k", "v & w"}, {"", "line"}}}}}
	if h := string(s.HTML()); !strings.Contains(h, `lang="ar" dir="rtl"`) ||
		!strings.Contains(h, "<h1>a &lt; b</h1>") ||
		!strings.Contains(h, "v &amp; w") {
		t.Error(h)
	}
	if got, want := string(s.Text()), "a < b\n\nنص\n\nH\nk: v & w\nline\n"; got != want {
		t.Errorf("%q", got)
	}
}
