package main

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/rename"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// entryAt is the entry that a position names, as "films/zero", and where its name stands: where a value names one,
// that; on the line of the title, the entry of the text itself. It is "" where there is none.
func (h *analysis) entryAt(at position) (name string, where textRange) {
	p := h.contextAt(at)
	if !p.ok {
		return "", where
	}
	t, _ := p.valueType()
	if word := trimQuotes(p.word(h.doc.lines)); t != nil && (p.value || p.item) {
		if kind := refKind(t, p.field); kind != "" && h.entryPath(kind, word) != "" {
			from := p.from + strings.Index(p.word(h.doc.lines), word)
			return kind.Folder() + "/" + word, rangeOf(h.doc.lines, p.line, from, from+len(word))
		}
	}
	line := h.doc.lines[at.Line]
	if h.kind() == "" || h.name.ID == "index" || !strings.HasPrefix(line, "title:") {
		return "", where
	}
	return h.name.Folder + "/" + h.name.ID, rangeOf(h.doc.lines, at.Line, 0, len(line))
}

// prepareRename offers the name of the entry at a position to be changed.
func (h *analysis) prepareRename(at position) any {
	name, where := h.entryAt(at)
	if name == "" {
		return nil
	}
	return object{"range": where, "placeholder": path.Base(name)}
}

// rename is what an editor has to do so that the entry at a position has another name, or why it is not done.
func (w *workspace) rename(h *analysis, at position, to string) (any, *rpcError) {
	name, _ := h.entryAt(at)
	if name == "" {
		return nil, nil
	}
	if !w.movesFiles {
		return nil, &rpcError{requestFailed, h.text(source.Msg(
			"this editor moves no files: go run ./cmd/new -rename %s %s",
			"cet éditeur ne déplace pas de fichiers : go run ./cmd/new -rename %s %s", name, path.Dir(name)+"/"+to))}
	}
	c, no := rename.Entry(h.snapshot.files, name, path.Dir(name)+"/"+strings.TrimSpace(to),
		site.Options{Now: w.now(h.snapshot.files, h.snapshot), Drafts: true, Store: w.dir.Store()})
	if no == nil {
		return object{"documentChanges": w.changes(h.snapshot.files, c, "content/"+name)}, nil
	}
	say := []string{no.In(h.lang)}
	for _, p := range no.Problems {
		say = append(say, p.In(h.lang))
	}
	return nil, &rpcError{requestFailed, strings.Join(say, "\n")}
}

// changes are the edits of texts, and then the moves of files; dir is the folder of the entry, if it has one, which
// moves as a whole.
func (w *workspace) changes(files *source.Files, c *rename.Change, dir string) []object {
	var edits, moves []object
	move := func(from, to string) {
		moves = append(moves, object{"kind": "rename", "oldUri": w.uri(from), "newUri": w.uri(to)})
	}
	folderMoves := false
	for from, to := range c.Moved {
		if rest, inside := strings.CutPrefix(from, dir+"/"); !inside {
			move(from, to)
		} else if !folderMoves {
			folderMoves = true
			move(dir, strings.TrimSuffix(to, "/"+rest))
		}
		if data, ok := c.Texts[to]; ok {
			edits = append(edits, w.edit(files, from, data))
		}
	}
	for p, data := range c.Texts {
		if files.Get(p) != nil { // it stays where it is
			edits = append(edits, w.edit(files, p, data))
		}
	}
	byURI := func(a, b object) int {
		return strings.Compare(a["textDocument"].(object)["uri"].(string), b["textDocument"].(object)["uri"].(string))
	}
	slices.SortFunc(edits, byURI)
	slices.SortFunc(moves, func(a, b object) int { return strings.Compare(a["oldUri"].(string), b["oldUri"].(string)) })
	return slices.Concat(edits, moves)
}

// edit replaces the lines of a file that differ.
func (w *workspace) edit(files *source.Files, p string, next []byte) object {
	old, _ := files.Get(p).Bytes()
	a, b := bytes.SplitAfter(old, []byte("\n")), bytes.SplitAfter(next, []byte("\n"))
	from := 0
	for from < min(len(a), len(b)) && bytes.Equal(a[from], b[from]) {
		from++
	}
	same := 0
	for same < min(len(a), len(b))-from && bytes.Equal(a[len(a)-1-same], b[len(b)-1-same]) {
		same++
	}
	join := func(lines [][]byte) string { return string(bytes.Join(lines, nil)) }
	change := textEdit{NewText: join(b[from : len(b)-same]),
		Range: textRange{endOf(join(a[:from])), endOf(join(a[:len(a)-same]))}}
	return object{"textDocument": object{"uri": w.uri(p), "version": nil}, "edits": []textEdit{change}}
}

// endOf is the position behind a text.
func endOf(text string) position {
	lines := linesOf(text)
	last := lines[len(lines)-1]
	return position{len(lines) - 1, utf16Len(last, len(last))}
}
