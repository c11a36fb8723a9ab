package markdown

import (
	"bytes"
	"strings"

	"artsfactory/cmd/internal/source"
)

// Some texts take goldmark time that grows with the square of their length, or make a small
// table write megabytes. The limits here keep any text of at most maxText bytes within about
// a second; texts that people write stay far below. Measured, not derived: see the shapes in
// the tests.
const (
	maxText     = 1 << 19
	maxDepth    = 32          // of quotations and lists in each other
	maxCells    = 300_000     // of all tables together
	maxHeadings = 2_000       // of one text
	maxWork     = 600_000_000 // in the unit of passage.work, about a nanosecond
)

// A passage is the lines between two blank ones; a paragraph, list or table cannot be more.
type passage struct {
	start, lines int
	brackets     int
	destinations int // bytes from each ]( to the end of what may be an address
	delimiters   int // * _ ~
	bars         int // the most bars in a line
	escapedBars  int
}

func (p *passage) add(line []byte) {
	p.lines++
	p.brackets += bytes.Count(line, []byte("["))
	p.delimiters += bytes.Count(line, []byte("*")) + bytes.Count(line, []byte("_")) + bytes.Count(line, []byte("~"))
	p.destinations += destinationBytes(line)
	p.bars = max(p.bars, bytes.Count(line, []byte("|")))
	p.escapedBars += bytes.Count(line, []byte(`\|`))
}

func (p *passage) work() int {
	return 4*p.brackets*p.brackets + 3*p.delimiters*p.delimiters + 3*p.destinations
}

// destinationBytes is how much of a line is read where each ]( may begin an address, which ends at a space or a ).
func destinationBytes(line []byte) (sum int) {
	for len(line) > 0 {
		end := bytes.IndexAny(line, " \t)")
		if end < 0 {
			end = len(line)
		}
		for run := line[:end]; ; {
			i := bytes.Index(run, []byte("]("))
			if i < 0 {
				break
			}
			run = run[i+2:]
			if sum += len(run); bytes.HasPrefix(run, []byte("<")) { // which a > ends
				sum += len(line) - end
			}
		}
		line = line[min(end+1, len(line)):]
	}
	return sum
}

func (p *passage) cells() int {
	if p.bars == 0 {
		return 0
	}
	return (p.bars + 1) * p.lines
}

// withinLimits reports a text that would take too long.
func (r *renderer) withinLimits() bool {
	if len(r.src) > maxText {
		r.problem(0,
			source.Msg("this text is longer than 512 kB",
				"ce texte dépasse 512 ko"),
			source.Msg("divide it into several pages", "partagez-le en plusieurs pages"))
		return false
	}
	whole := passage{lines: 1 + bytes.Count(r.src, newline)}
	lines := whole.lines
	whole.add(r.src)
	whole.lines = lines
	if at := tooDeep(r.src); at >= 0 {
		r.problem(at,
			source.Msg("too many lists or quotations are inside each other here",
				"trop de listes ou de citations sont les unes dans les autres ici"),
			source.Msg("use fewer levels, or \\ before a character that is meant as it is",
				"utilisez moins de niveaux, ou \\ devant un caractère à prendre tel quel"))
		return false
	}
	if whole.work()+2*whole.escapedBars*whole.escapedBars <= maxWork && whole.cells() <= maxCells {
		return true
	}
	if at := tooEntangled(r.src); at >= 0 {
		r.problem(at,
			source.Msg("this passage has too many brackets, stars or bars to be read",
				"ce passage a trop de crochets, d’étoiles ou de barres pour être lu"),
			source.Msg("divide it with empty lines", "partagez-le par des lignes vides"))
		return false
	}
	return true
}

// tooEntangled finds the passage with which the text goes over a limit, or -1.
func tooEntangled(src []byte) int {
	var p passage
	work, cells, escaped := 0, 0, 0
	for i := 0; i < len(src); {
		end := i + 1 + bytes.IndexByte(src[i:], '\n')
		if end == i {
			end = len(src)
		}
		blank := len(bytes.TrimSpace(src[i:end])) == 0
		if !blank {
			p.add(src[i:end])
		}
		if blank || end == len(src) {
			work, cells, escaped = work+p.work(), cells+p.cells(), escaped+p.escapedBars
			if work+2*escaped*escaped > maxWork || cells > maxCells {
				return p.start
			}
			p = passage{start: end}
		}
		i = end
	}
	return -1
}

// tooDeep finds a line that begins with too many marks of lists and quotations, or that is
// set in as far as only a list in many others is; -1 if there is none.
func tooDeep(src []byte) int {
	for i := 0; i < len(src); {
		if c := src[i]; c <= ' ' || isDigit(c) || strings.IndexByte(">-*+:", c) >= 0 {
			if depth(src[i:]) > maxDepth {
				return i
			}
		}
		n := bytes.IndexByte(src[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
	}
	return -1
}

// depth counts the marks at the start of a line; two columns of space before a mark count as
// one, since no list can be set in by less.
func depth(line []byte) int {
	marks, columns, depth := 0, 0, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ':
			columns++
			continue
		case c == '\t':
			columns += 4
			continue
		case c == '>':
		case c == '-' || c == '*' || c == '+' || c == ':':
			if i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' && line[i+1] != '\n' {
				return depth
			}
		case isDigit(c):
			for i+1 < len(line) && isDigit(line[i+1]) {
				i++
			}
			if i++; i >= len(line) || line[i] != '.' && line[i] != ')' {
				return depth
			}
		default:
			return depth
		}
		marks++
		columns++
		depth = max(marks, columns/2)
	}
	return depth
}
