package download

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"artsfactory/cmd/internal/source"
)

// published is all that can be read in what is published of a file, and what it is refused or told for.
func published(t *testing.T, name, content string) (all string, told []source.Problem, refused bool) {
	t.Helper()
	r := Prepare(source.NewText("content/x/"+name, []byte(content)))
	if r.File != nil {
		_ = Texts(r.File, func(name string, b []byte) { all += name + "\n" + string(b) })
	}
	return all, r.Problems, r.File == nil
}

// document is an office document with one part more, which replaces one of the same name.
func document(t *testing.T, main, part, content string) string {
	if part == main {
		return archive(t, main, content)
	}
	return archive(t, main, "<x/>", part, content)
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func relation(kind, target string) string {
	return `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/` +
		`relationships/` + kind + `" Target="` + target + `" TargetMode="External"/></Relationships>`
}

// Office documents lose who made them and what they would load, and keep their words and links.
func TestOfficeDocument(t *testing.T) {
	core := "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
	for part, c := range map[string]struct{ main, content, stays string }{
		"word/a.xml":        {"word/document.xml", "<w:ins w:author = '" + secret + "'\nw:id=\"7\">Le texte", "Le texte"},
		"word/b.xml":        {"word/document.xml", "<w:c\nw:initials='" + secret + "'>a &gt; b</w:c>", "a &gt; b"},
		"docProps/Core.xml": {"word/document.xml", secret, ""},
		"p/1.psmdcp":        {"word/document.xml", `<c:x xmlns:c="` + core + `"><dc:creator>` + secret, ""},
		"word/people.xml":   {"word/document.xml", `<w15:presenceInfo w15:userId="` + secret + `"/>`, "presenceInfo"},
		"customXml/i.xml":   {"word/document.xml", `<DisplayName>` + secret + `</DisplayName>`, "DisplayName"},
		"xl/workbook.xml": {"xl/workbook.xml", `<x15ac:absPath url="C:\` + secret + `"/><fileSharing userName="` + secret +
			`"/>`, "absPath"},
		"xl/persons/p.xml":      {"xl/workbook.xml", `<person displayName="` + secret + `"/>`, "person"},
		"xl/tables/t.xml":       {"xl/workbook.xml", `<table displayName="Budget"/>`, "Budget"},
		"ppt/authors.xml":       {"ppt/presentation.xml", `<p188:author id="1" name="` + secret + `"/>`, "author"},
		"word/_rels/s.xml.rels": {"word/document.xml", relation("attachedTemplate", "file:///C:/"+secret), "NULL"},
		"word/_rels/i.xml.rels": {"word/document.xml", relation("image", "https://x.example/"+secret), "NULL"},
		"word/_rels/u.xml.rels": {"word/document.xml", relation("hyperlink", `\\x.example\`+secret), "NULL"},
		"word/_rels/h.xml.rels": {"word/document.xml", relation("hyperlink", "https://x.example/"), "https://x.example/"},
	} {
		name := map[byte]string{'w': "a.docx", 'x': "a.xlsx", 'p': "a.pptx"}[c.main[0]]
		all, told, refused := published(t, name, document(t, c.main, part, c.content))
		if refused || strings.Contains(all, secret) || !strings.Contains(all, c.stays) {
			t.Errorf("%s: %v %q", part, told, all)
		}
	}
	for content, stays := range map[string]string{
		`<draw:image xlink:href="https://x.example/` + secret + `"/>Le texte`:                      "Le texte",
		`<draw:image xlink:href="../` + secret + `"/><draw:image xlink:href="Pictures/a.png"/>`:    "Pictures/a.png",
		`<meta:template xlink:href='file:///home/` + secret + `'/><text:a xlink:href="https://y">`: "https://y",
		`<config:config-item config:name="PrinterName">` + secret + `</config:config-item>`:        "PrinterName",
		`<dc:creator>` + secret + `</dc:creator><text:creator>Qui le dit</text:creator>`:           "Qui le dit",
		`<!-- <dc:creator> --><text:p a=">">Le texte</text:p>`:                                     "Le texte",
	} {
		all, told, refused := published(
			t,
			"a.odt",
			archive(t, "mimetype", "application/vnd.oasis.opendocument.text",
				"content.xml", content),
		)
		if refused || strings.Contains(all, secret) || !strings.Contains(all, stays) {
			t.Errorf("%s: %v %q", content, told, all)
		}
	}
}

// What runs, opens, cannot be looked into or hides is not published inside of another file either.
func TestRefusedInside(t *testing.T) {
	word := func(part, content string) string { return document(t, "word/document.xml", part, content) }
	odt := func(part, content string) string {
		return archive(t, "mimetype", "application/vnd.oasis.opendocument.text", part, content)
	}
	pdf := func(s string) string { return "%PDF-1.7\n1 0 obj\n<<" + s + ">>\nendobj\n%%EOF\n" }
	for name, content := range map[string]string{
		"program.zip": archive(t, "a/setup.EXE", "x"), "elf.zip": archive(t, "run", "\x7fELF"),
		"hta.zip":    archive(t, "a.hta", "x"),
		"macros.zip": archive(t, "a.docm", word("word/vbaProject.bin", "x")), "7z.zip": archive(t, "a", "7z\xbc\xaf"),
		"heic.zip": archive(t, "a.jpg", "\x00\x00\x00\x18ftypheic"), "tiff.zip": archive(t, "a.tif", "II*\x00"),
		"old.zip": archive(t, "a.doc", "\xd0\xcf\x11\xe0"), "up.zip": archive(t, "../a.txt", "x"),
		"up2.zip": archive(t, `..\a.txt`, "x"), "drive.zip": archive(t, `C:\a.txt`, "x"),
		"root.zip":  archive(t, "/a.txt", "x"),
		"twice.zip": archive(t, "a.txt", "x", "A.txt", "y"), "turned.zip": archive(t, "a\u202etxt.exe.pdf", "x"),
		"pdf.zip":      archive(t, "a.pdf", pdf("/OpenAction<</S/JavaScript/JS(x)>>")),
		"macros.docx":  word("word/VBAPROJECT.bin", "x"),
		"macros2.docx": word("[Content_Types].xml", `ContentType="application/vnd.ms-office.vbaProject"`),
		"active.docx":  word("word/activeX/a.xml", "x"),
		"basic.odt":    odt("Basic/Standard/M.xml", "x"), "event.odt": odt("content.xml", `<script:event-listener a="">`),
		"query.xlsx": document(t, "xl/workbook.xml", "xl/connections.xml", "x"),
		"dde.xlsx":   document(t, "xl/workbook.xml", "xl/externalLinks/e.xml", `<ddeLink ddeService="cmd"/>`),
		"script.pdf": pdf("/Names<</JavaScript 2 0 R>>"), "escaped.pdf": pdf("/A<</S/J#61vaScript/J#53(x)>>"),
		"packed.pdf": pdf("") + "stream\n" + deflated("7 0 <</S/JavaScript/JS(x)>>") + "\nendstream",
		"launch.pdf": pdf("/A<</S/Launch/F(a.exe)>>"), "opens.pdf": pdf("/OpenAction<</S/URI/URI(https://x.example)>>"),
		"opens2.pdf": pdf("/OpenAction 2 0 R") + "2 0 obj\n<</S /URI/URI(https://x.example)>>\nendobj\n",
		"page.pdf":   pdf("/AA<</O 2 0 R>>") + "2 0 obj\n<</S/GoToR/F(x)>>\nendobj\n",
		"holds.pdf":  pdf("/Names<</EmbeddedFiles<<>>>>"), "form.pdf": pdf("/A<</S/SubmitForm/F(x)>>"),
		"a.mp3": "ID3\x03\x00\x00\x00\x00\x00\x00<script>x</script>", "a.ogg": "OggS<script>x</script>",
	} {
		_, told, refused := published(t, name, content)
		if !refused || len(told) != 1 || told[0].Warning {
			t.Errorf("%s is published: %v", name, told)
		}
	}
}

// What is not refused is cleaned, or told.
func TestCleanedInside(t *testing.T) {
	object := func(s string) string { return "%PDF-1.7\n" + s + "\nendobj\n" }
	for name, content := range map[string]string{
		"direct.pdf": object("trailer<</Info<</Author(" + secret + ")>>>>"),
		"before.pdf": object("1 0 obj <</Creator (" + secret + ")>>"),
		"xap.pdf":    object("<x:xapmeta>" + secret + "</x:xapmeta>"),
		"rdf.pdf":    object("<rdf:RDF>" + secret + "</rdf:RDF>"),
		"iptc.pdf":   object("\xff\xed\x00\x28Photoshop 3.0\x00" + secret),
		"after.pdf":  object("%%EOF") + secret,
		"apple.zip":  archive(t, "__MACOSX/._a.jpg", secret, "a/.DS_Store", secret, "Thumbs.db", secret),
		"scans.zip": archive(t, "a.jpg", "\xff\xd8\xff\xda\x00\x03sPIX\xff\x00ELS\xff\xfe\x00\x17"+secret+
			"\xff\xda\x00\x03s.\xff\xd9"),
		"note.pdf":     object("<</Subtype/Text/T(" + secret + ")>>"),
		"xmp16.pdf":    object("<\x00x\x00:\x00x\x00m\x00p\x00m\x00e\x00t\x00a\x00" + secret),
		"picture.docx": document(t, "word/document.xml", "word/media/a.tif", "II*\x00"+secret),
		"recording.zip": archive(t, "a.ogg", "OggS\x01vorbis"+
			"\x03vorbis\x00\x00\x00\x00\x01\x00\x00\x00\x1c\x00\x00\x00ARTIST="+secret),
	} {
		all, told, refused := published(t, name, content)
		if refused || strings.Contains(all, secret) && len(told) == 0 {
			t.Errorf("%s: %v %q", name, told, all)
		}
	}
	all, told, _ := published(t, "a.zip", archive(t, `photos\a.txt`, "Le texte", "fiche.html", "<p>La fiche"))
	if !strings.Contains(all, "photos/a.txt\nLe texte") || !strings.Contains(all, "La fiche") ||
		len(told) > 0 {
		t.Errorf("%v %q", told, all)
	}
	all, told, _ = published(
		t,
		"a.pdf",
		object("<</OpenAction[3 0 R/Fit]"+
			"/Annots[<</Subtype/Link/A<</S/URI/URI(https://x)>>>>]>>"),
	)
	if !strings.Contains(all, "https://x") || len(told) > 0 {
		t.Errorf("%v %q", told, all)
	}
}

// What stands in several pieces is read as one.
func TestTexts(t *testing.T) {
	for name, content := range map[string]string{
		"a.docx": document(t, "word/document.xml", "word/footnotes.xml", `<w:r><w:t>Secret Fic</w:t></w:r><w:r>`+
			`<w:rPr/><w:t>tif 33.5731</w:t></w:r>`),
		"array.pdf": "%PDF-1.7\nstream\n" + deflated("[(Sec)-10(ret)-250(Fic)20(tif)-300(33.5731)]TJ") + "\nendstream",
		"hex.pdf":   fmt.Sprintf("%%PDF-1.7\n/Contents<%X>", secret),
		"octal.pdf": `%PDF-1.7 ((\123ecret\040Fictif 33\
.5731))`,
	} {
		if all, told, _ := published(t, name, content); !strings.Contains(all, secret) {
			t.Errorf("%s: %v %q", name, told, all)
		}
	}
}
