package assets

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"

	svgBytes = 1 << 20 // a drawing may have
	svgDepth = 100     // elements may stand within each other
	svgDrawn = 100_000 // elements may be drawn, each time one is used counted
)

// A Drawing is an SVG rewritten from what it may hold.
type Drawing struct {
	Data          []byte
	Width, Height int              // in pixels, from width and height or the viewBox; 300 × 150 where neither says
	Removed       []source.Problem // what was left out and may be missed, with its place
}

// SanitizeSVG rewrites a drawing from a list of what drawings need: shapes, text, gradients,
// patterns, clips, masks, filters, and styles without references. Nothing in the result runs, loads
// or refers to anything outside it. What drawing programs leave for themselves goes silently;
// scripts, handlers, links, embedded pages and pictures, animations and unknown elements go and are
// listed. What is not well-formed, defines entities, or would be drawn more than 100,000 times
// over by references to itself is refused.
func SanitizeSVG(path string, b []byte) (Drawing, *source.Problem) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if len(b) > svgBytes {
		return Drawing{}, problemAt(path, b, 0, source.Msg("the drawing has more than 1 MB", "le dessin dépasse 1 Mo"),
			source.Msg("simplify it, or export it as PNG", "simplifiez-le, ou exportez-le en PNG"))
	}
	r := &svgReader{path: path, text: b}
	root, problem := r.read()
	if problem != nil {
		return Drawing{}, problem
	}
	if drawCost(root) > svgDrawn {
		return Drawing{}, problemAt(path, b, 0, source.Msg("the drawing repeats itself without end",
			"le dessin se répète sans fin"),
			source.Msg("export it with its copies turned into shapes",
				"exportez-le en transformant ses clones en formes"))
	}
	if len(r.removed) > 0 && !root.shows() {
		return Drawing{}, problemAt(path, b, r.removedAt,
			source.Msg("nothing is left of the drawing without %s", "il ne reste rien du dessin sans %s",
				r.removed[0]),
			source.Msg("draw it with shapes, or export it as PNG or JPEG",
				"dessinez-le avec des formes, ou exportez-le en PNG ou JPEG"))
	}
	var out bytes.Buffer
	root.write(&out)
	w, h := root.size()
	return Drawing{out.Bytes(), w, h, r.removals()}, nil
}

// problemAt is a problem at an offset of a text. Of a long line, as drawings and style sheets often are, no
// excerpt is shown.
func problemAt(path string, b []byte, at int, what, hint source.Message) *source.Problem {
	at = max(0, min(at, len(b)))
	start := bytes.LastIndexByte(b[:at], '\n') + 1
	p := &source.Problem{Path: path, What: what, Hint: hint,
		Line: 1 + bytes.Count(b[:at], []byte("\n")), Col: 1 + utf8.RuneCount(b[start:at])}
	end := len(b)
	if i := bytes.IndexByte(b[at:], '\n'); i >= 0 {
		end = at + i
	}
	if end-start <= 200 {
		p.Excerpt = strings.TrimSuffix(string(b[start:end]), "\r")
	}
	return p
}

// A node is an element that is kept, or, without a name, text.
type node struct {
	name     string
	attrs    []xml.Attr
	text     string
	at       int // where it begins in the source
	children []*node
}

// An svgReader turns the tokens of a drawing into nodes.
type svgReader struct {
	path    string
	text    []byte
	decoder *xml.Decoder

	removed   []string // what is left out, each name once
	removedAt int      // where the first of it stood
}

func (r *svgReader) read() (*node, *source.Problem) {
	r.decoder = xml.NewDecoder(bytes.NewReader(r.text))
	top := &node{}
	stack := []*node{top}
	for {
		at := int(r.decoder.InputOffset())
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(stack) > svgDepth {
			return nil, r.malformed()
		}
		switch t := token.(type) {
		case xml.StartElement:
			n, problem := r.start(t, at, len(stack) == 1)
			if problem != nil {
				return nil, problem
			}
			if n == nil {
				if r.decoder.Skip() != nil {
					return nil, r.malformed()
				}
				continue
			}
			parent := stack[len(stack)-1]
			parent.children = append(parent.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			r.end(stack[len(stack)-1])
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if n := stack[len(stack)-1]; textElements[n.name] {
				n.children = append(n.children, &node{text: string(t)})
			}
		case xml.Directive:
			if bytes.ContainsAny(t, "[") || bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return nil, problemAt(r.path, r.text, at, source.Msg("the drawing defines abbreviations (entities)",
					"le dessin définit des abréviations (entités)"),
					source.Msg("export it as plain SVG", "exportez-le en SVG simple"))
			}
		}
	}
	if len(top.children) != 1 {
		return nil, r.malformed()
	}
	return top.children[0], nil
}

func (r *svgReader) malformed() *source.Problem {
	return problemAt(r.path, r.text, int(r.decoder.InputOffset()),
		source.Msg("the drawing is damaged or cut short", "le dessin est abîmé ou incomplet"),
		source.Msg("export it again as plain SVG in UTF-8", "exportez-le de nouveau en SVG simple, en UTF-8"))
}

// start returns the element with what may stay of its attributes, or nil where it goes.
func (r *svgReader) start(t xml.StartElement, at int, root bool) (*node, *source.Problem) {
	name := t.Name.Local
	if root && name != "svg" {
		return nil, r.malformed()
	}
	if t.Name.Space != svgSpace && t.Name.Space != "" { // a drawing program's own
		if root {
			return nil, r.malformed()
		}
		if t.Name.Space == "http://www.w3.org/1999/xhtml" {
			r.remove(at, "<"+name+">")
		}
		return nil, nil
	}
	switch {
	case name == "metadata":
		return nil, nil
	case name == "a": // what it holds stays
		r.remove(at, "<a>")
		name = "g"
	case !elements[name]:
		r.remove(at, "<"+name+">")
		return nil, nil
	}
	return &node{name: name, at: at, attrs: r.keep(t.Attr, at)}, nil
}

// keep filters the attributes of the element that begins at the offset.
func (r *svgReader) keep(attrs []xml.Attr, at int) []xml.Attr {
	var out []xml.Attr
	for _, a := range attrs {
		name, value := a.Name.Local, a.Value
		isLink := name == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace)
		switch {
		case isLink && strings.HasPrefix(value, "#") && !strings.ContainsAny(value, " \t\r\n"):
			a.Name = xml.Name{Local: "href"}
		case isLink:
			r.remove(at, "href")
			continue
		case a.Name.Space == xmlSpace && (name == "space" || name == "lang"):
			a.Name = xml.Name{Local: "xml:" + name}
		case a.Name.Space != "":
			continue // a drawing program's own, and namespaces
		case len(name) > 2 && strings.EqualFold(name[:2], "on"):
			r.remove(at, name)
			continue
		case name == "style":
			if a.Value = r.declarations(value, at); a.Value == "" {
				continue
			}
		case name == "xmlns" || strings.HasPrefix(name, "data-") || !attributes[name]:
			continue
		case !textAttributes[name] && !loadsNothing(value), handsOn.MatchString(name + ":" + value):
			r.remove(at, name)
			continue
		}
		if !slices.ContainsFunc(out, func(o xml.Attr) bool { return o.Name == a.Name }) {
			out = append(out, a)
		}
	}
	return out
}

// end cleans a style sheet.
func (r *svgReader) end(n *node) {
	if n.name != "style" {
		return
	}
	var css strings.Builder
	for _, c := range n.children {
		css.WriteString(c.text)
	}
	kept, removed := cleanSheet(css.String())
	for _, name := range removed {
		r.remove(n.at, name)
	}
	n.children = nil
	if kept != "" {
		n.children = []*node{{text: kept}}
	}
}

// maxRemoved is how many things that are left out are told by name.
const maxRemoved = 8

// remove notes that something was left out.
func (r *svgReader) remove(at int, what string) {
	if len(r.removed) == 0 {
		r.removedAt = at
	}
	if len(r.removed) <= maxRemoved && !slices.Contains(r.removed, what) {
		r.removed = append(r.removed, what)
	}
}

// removals is what was left out, as one remark at the first of it; none where nothing was.
func (r *svgReader) removals() []source.Problem {
	if len(r.removed) == 0 {
		return nil
	}
	what := strings.Join(r.removed[:min(maxRemoved, len(r.removed))], ", ")
	if len(r.removed) > maxRemoved {
		what += " …"
	}
	return []source.Problem{*problemAt(r.path, r.text, r.removedAt,
		source.Msg("left out of the drawing: %s", "retiré du dessin : %s", what),
		source.Msg("a drawing on the site may not run, load or link anything",
			"sur le site, un dessin n’exécute, ne charge et ne lie rien"))}
}

// shapes are the elements that can be seen.
var shapes = set("path rect circle ellipse line polyline polygon text use")

// shows says whether anything of the drawing can be seen.
func (n *node) shows() bool {
	if shapes[n.name] {
		return true
	}
	switch n.name {
	case "defs", "symbol", "clipPath", "mask", "pattern", "marker":
		return false
	}
	return slices.ContainsFunc(n.children, (*node).shows)
}

// size reads width and height, else the viewBox.
func (n *node) size() (int, int) {
	w, h := length(n.get("width")), length(n.get("height"))
	if w > 0 && h > 0 {
		return w, h
	}
	box := strings.FieldsFunc(n.get("viewBox"), func(r rune) bool {
		return r == ' ' || r == ',' || r == '\n' ||
			r == '\t'
	})
	if len(box) == 4 {
		bw, bh := length(box[2]), length(box[3])
		if bw > 0 && bh > 0 {
			return bw, bh
		}
	}
	return 300, 150
}

func (n *node) get(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// cssPixels are the units with a fixed size, in 1/96 inch as in CSS Values 3.
var cssPixels = map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54,
	"in": 96}

// length reads "24", "24px" or "6.35mm" as pixels, rounded; 0 for anything else.
func length(s string) int {
	s = strings.TrimSpace(s)
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	f, err := strconv.ParseFloat(number, 64)
	px, ok := cssPixels[s[len(number):]]
	if f *= px; err != nil || !ok || !(f > 0 && f < 1e5) {
		return 0
	}
	return max(1, int(math.Round(f)))
}
