package main

import (
	"regexp"
	"slices"
	"strings"
)

// A cursor is a place among fields, found from lines and indentation alone.
type cursor struct {
	path  []string // the names of the fields that it is in the value of, outermost first
	value bool     // it is behind the colon of the last of them; else a name or an item is written
	item  bool     // it is in an item of a list
	flow  bool     // it is between brackets
	text  bool     // it is in a text, or where nothing can be written

	line     int
	from, to int      // the bytes of the line that are being written: a name, or a value
	colon    bool     // the name has its colon already
	names    []string // the other fields beside it
	items    []string // the other items of its list
}

// A yamlLine is what a line of fields says by itself; columns are bytes.
type yamlLine struct {
	hyphen int    // the column of its first hyphen, or -1
	start  int    // the column behind its indentation and hyphens
	name   string // of the field that it begins, or ""
	value  int    // the column of its value
	end    int    // the column behind its value
}

var linePattern = regexp.MustCompile(`^(\s*(?:-(?:\s+|$))*)(?:([\p{L}\p{N}_-]+)\s*:(?:\s+|$))?`)

func parseLine(line string) yamlLine {
	m := linePattern.FindStringSubmatchIndex(line)
	r := yamlLine{hyphen: strings.IndexByte(line[:m[3]], '-'), start: m[3], value: m[1]}
	if m[4] >= 0 {
		r.name = line[m[4]:m[5]]
	}
	value := line[r.value:]
	if strings.HasPrefix(value, "#") {
		value = ""
	} else if i := strings.Index(value, " #"); i >= 0 && strings.IndexAny(value, `"'`) != 0 {
		value = value[:i]
	}
	r.end = r.value + len(strings.TrimRight(value, " \t"))
	return r
}

func (r yamlLine) blank() bool { return r.hyphen < 0 && r.name == "" && r.value == r.end }

// indent is the column that a row begins at, hyphen or not.
func (r yamlLine) indent() int {
	if r.hyphen >= 0 {
		return r.hyphen
	}
	return r.start
}

// A block is a list, or fields side by side, as the indentation tells them.
type block struct {
	column int
	list   bool
	names  []string
	items  []string

	// Of the last field or item so far:
	name string
	line int
	full bool // a value stands on its line
}

// blocks are those that are open, the innermost last.
type blocks []*block

func (s blocks) top() *block { return s[len(s)-1] }

// path is the names that lead to the innermost of the levels.
func (s blocks) path() []string {
	var path []string
	for _, l := range s {
		if !l.list && l.name != "" {
			path = append(path, l.name)
		}
	}
	return path
}

// closeUntil closes the levels that a row does not belong to.
func (s blocks) closeUntil(r yamlLine) blocks {
	for len(s) > 1 && (s.top().column > r.indent() || s.top().list && s.top().column == r.indent() && r.hyphen < 0) {
		s = s[:len(s)-1]
	}
	return s
}

// open opens the levels that a row begins and notes what it says, where it is another's than the
// cursor's.
func (s blocks) open(r yamlLine, line int, other bool, text string) blocks {
	if r.hyphen >= 0 {
		if l := s.top(); !l.list || l.column != r.hyphen {
			s = append(s, &block{column: r.hyphen, list: true})
		}
		l := s.top()
		l.line, l.full = line, r.name == "" && r.value < r.end
		if l.full && other {
			l.items = append(l.items, text[r.value:r.end])
		}
	}
	if r.name == "" && other {
		return s
	}
	if l := s.top(); l.list || l.column != r.start {
		s = append(s, &block{column: r.start})
	}
	if r.name != "" {
		l := s.top()
		l.name, l.line, l.full = r.name, line, r.value < r.end
		if other {
			l.names = append(l.names, r.name)
		}
	}
	return s
}

// findCursor finds the cursor that stands before a byte of one of the lines, which hold nothing but
// fields.
func findCursor(lines []string, line, at int) cursor {
	c := cursor{line: line}
	open := blocks{{}}
	var own, list *block
	for i, text := range lines {
		r := parseLine(text)
		if r.blank() {
			if i != line {
				continue
			}
			r.start, r.value, r.end = at, at, at
		}
		open = open.closeUntil(r)
		if l := open.top(); l.full && l.column < r.indent() { // a text that goes on
			if i == line {
				c.text, c.path = true, open.path()
				c.enterFlow(lines, l.line, at)
			}
			continue
		}
		open = open.open(r, i, i != line, text)
		if i == line {
			own = open.top()
			c.path = open[:len(open)-1].path()
			if len(open) > 1 && open[len(open)-2].list {
				list = open[len(open)-2]
			}
			c.atLine(lines, r, at)
		}
	}
	if own != nil && !c.flow {
		c.names = own.names
	}
	if list != nil && !c.flow && !c.value {
		c.item, c.items = true, list.items
	}
	return c
}

// atLine finds where in its own row the cursor is.
func (c *cursor) atLine(lines []string, r yamlLine, at int) {
	switch {
	case at < r.start:
		c.text = true
	case r.name != "" && at <= r.start+len(r.name):
		c.from, c.to, c.colon = r.start, r.start+len(r.name), true
	default:
		if r.name != "" {
			c.path, c.value = append(c.path, r.name), true
		}
		c.from, c.to = min(at, r.value), max(at, r.end)
		c.enterFlow(lines, c.line, at)
	}
}

// A flowBlock is a list or fields between brackets.
type flowBlock struct {
	list  bool
	name  string // of the field whose value comes now, or ""
	names []string
	items []string
}

// enterFlow takes the cursor into the enterFlow that the value on a line begins with, if it is in
// there. What its path holds leads to that value.
func (c *cursor) enterFlow(lines []string, line, at int) {
	column := parseLine(lines[line]).value
	if column >= len(lines[line]) || !strings.ContainsRune("[{", rune(lines[line][column])) {
		return
	}
	last := c.line + 1 // a field at the margin ends what was not closed
	for last < len(lines) && (lines[last] == "" || strings.ContainsRune(" \t]}", rune(lines[last][0]))) {
		last++
	}
	text := strings.Join(lines[line:last], "\n")[column:]
	offset := at - column // of the cursor in text
	for _, l := range lines[line:c.line] {
		offset += len(l) + 1
	}
	base := offset - at // of the cursor's line
	var open []*flowBlock
	var own *flowBlock
	quote := byte(0)
	start := 0 // of what is being written
	for i := 0; i <= len(text); i++ {
		if i == offset && len(open) > 0 {
			own = open[len(open)-1]
			c.enter(open, quote != 0)
			c.from = max(start+len(text[start:i])-len(strings.TrimLeft(text[start:i], " \n\t")), base, start) - base
			c.to = i + len(flowWordPattern.FindString(text[i:])) - base
			c.colon = !c.value && !c.item && strings.HasPrefix(strings.TrimLeft(text[c.to+base:], " "), ":")
		}
		if i == len(text) || i > 0 && len(open) == 0 {
			break
		}
		written := strings.TrimSpace(text[start:i])
		here := own != nil && start <= offset && offset <= i
		b := text[i]
		switch {
		case quote != 0:
			if b == quote && !(quote == '"' && text[i-1] == '\\') {
				quote = 0
			}
		case (b == '"' || b == '\'') && written == "":
			quote = b
		case (b == '[' || b == '{') && written == "":
			open = append(open, &flowBlock{list: b == '['})
			start = i + 1
		case b == ',' || b == ']' || b == '}':
			top := open[len(open)-1]
			if top.list && written != "" && !here {
				top.items = append(top.items, written)
			}
			if top.name = ""; b != ',' {
				open = open[:len(open)-1]
			}
			start = i + 1
		case b == ':' && !open[len(open)-1].list && open[len(open)-1].name == "" &&
			(i+1 == len(text) || strings.IndexByte(" \n,]}[{\"", text[i+1]) >= 0):
			top := open[len(open)-1]
			top.name = written
			if !here {
				top.names = append(top.names, written)
			}
			start = i + 1
		}
		if own != nil && !slices.Contains(open, own) {
			break
		}
	}
	if own != nil {
		c.names, c.items = own.names, own.items
	}
}

// flowWordPattern is the rest of what is written between brackets, up to what ends it.
var flowWordPattern = regexp.MustCompile(`^[^\s,\[\]{}:#"']*`)

func (c *cursor) enter(open []*flowBlock, quoted bool) {
	for _, b := range open {
		if b.name != "" {
			c.path = append(c.path, b.name)
		}
	}
	top := open[len(open)-1]
	c.flow, c.text, c.value, c.item = true, quoted, top.name != "", top.list
}
