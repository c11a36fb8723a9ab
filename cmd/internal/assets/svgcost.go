package assets

import (
	"net/url"
	"strconv"
	"strings"
)

// The cost of drawing some elements, in plain shapes: what takes a layer of its own, and filters.
const (
	layerCost  = 20
	filterCost = 50
)

// A costCounter counts what a browser draws for a drawing, each use of an element counted.
type costCounter struct {
	byID    map[string]*node
	sheet   map[string]map[styleRef]bool
	counted map[*node]int
	open    map[*node]bool
	markers bool // some references are to markers, which are drawn at every vertex
}

// drawCost counts how many elements a browser draws for the root, following references of every kind, and
// stops counting past the limit; an element that contains itself counts as past it.
func drawCost(root *node) int {
	c := &costCounter{byID: map[string]*node{}, sheet: map[string]map[styleRef]bool{},
		counted: map[*node]int{}, open: map[*node]bool{}}
	root.each(func(n *node) {
		if id := n.get("id"); id != "" && c.byID[id] == nil {
			c.byID[id] = n
		}
		c.markers = c.markers || n.name == "marker"
		if n.name == "style" {
			for _, t := range n.children {
				sheetRefs(t.text, c.sheet)
			}
		}
	})
	for key, list := range c.sheet {
		for r := range list {
			if c.byID[r.id] == nil {
				delete(list, r)
			}
		}
		if len(list) == 0 {
			delete(c.sheet, key)
		}
	}
	return c.count(root)
}

func (c *costCounter) count(n *node) int {
	if done, ok := c.counted[n]; ok {
		return done
	}
	if c.open[n] {
		return svgDrawn + 1
	}
	c.open[n] = true
	total := 1
	switch {
	case strings.HasPrefix(n.name, "fe"):
		total = filterCost * max(1, steps(n.get("numOctaves"), 255)) // more are not computed
		total += len(strings.Fields(n.get("kernelMatrix"))) + steps(n.get("radius"), svgDrawn)
	case c.markers:
		total += len(strings.FieldsFunc(n.get("d")+" "+n.get("points"),
			func(r rune) bool { return r == ' ' || r == ',' || r|0x20 >= 'a' && r|0x20 <= 'z' }))
	}
	for _, child := range n.children {
		total = min(svgDrawn+1, total+c.count(child))
	}
	own := total // what is drawn with the element's paint
	for _, r := range c.refs(n) {
		target := c.byID[r.id]
		if target == nil {
			continue
		}
		cost := c.count(target)
		switch {
		case r.property == "fill" || r.property == "stroke" || strings.HasPrefix(r.property, "marker"):
			cost = min(svgDrawn+1, cost*own) // inherited: every element inside is painted with it
		case r.property != "href":
			cost += layerCost
		}
		if total = min(svgDrawn+1, total+cost); total > svgDrawn {
			break
		}
	}
	delete(c.open, n)
	c.counted[n] = total
	return total
}

// refs are the references of an element: its attributes, its style, and the rules for its type, classes
// and id.
func (c *costCounter) refs(n *node) (list []styleRef) {
	for _, a := range n.attrs {
		switch {
		case a.Name.Local == "href":
			list = append(list, styleRef{"href", targetID(strings.TrimPrefix(a.Value, "#"))})
		case a.Name.Local == "style":
			list = append(list, declaredRefs(a.Value)...)
		case !textAttributes[a.Name.Local] && strings.Contains(a.Value, "#"):
			for _, m := range localRef.FindAllStringSubmatch(a.Value, 8) {
				list = append(list, styleRef{a.Name.Local, targetID(m[1])})
			}
		}
	}
	if len(c.sheet) == 0 || n.name == "" {
		return list
	}
	keys := []string{"*", n.name, "#" + n.get("id")}
	for _, class := range strings.Fields(n.get("class")) {
		if len(keys) < 32 {
			keys = append(keys, "."+class)
		}
	}
	for _, key := range keys {
		for r := range c.sheet[key] {
			list = append(list, r)
		}
	}
	return list
}

// steps is a number of an attribute, up to most.
func steps(s string, most int) int {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || f < 0 {
		return 0
	}
	return int(min(f, float64(most)))
}

// targetID is the id that a fragment means to a browser.
func targetID(fragment string) string {
	if id, err := url.PathUnescape(fragment); err == nil {
		return id
	}
	return fragment
}
