package markdown

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A number is an expression of digits: an amount, a date, a range, a phone number.
type number struct {
	span
	ltr  bool // it comes out in the wrong order where letters run from right to left
	year bool
}

// numbers finds the numbers of a span, in order.
func (l *line) numbers(s span) []number {
	var list []number
	for i := s.from; i < s.to; i++ {
		if l.chars[i].class != digit {
			continue
		}
		n := l.number(i, s)
		if k := len(list); k > 0 && n.from < list[k-1].to {
			n.from = i
		}
		list = append(list, n)
		i = n.to - 1
	}
	return list
}

// number measures the number whose first digit is at i.
func (l *line) number(i int, s span) number {
	if n, ok := l.phone(i, s); ok {
		return n
	}
	n := number{span: span{i, i}}
	n.to, n.ltr = l.amount(i, s.to)
	n.year = n.to-n.from == 4 && (l.chars[i].r == '1' || l.chars[i].r == '2')
	groups, hyphens := 1, 0
	for {
		join := l.join(n.to, s.to)
		if join == 0 {
			break
		}
		sign := strings.TrimSpace(l.textOf(span{n.to, n.to + join}))
		end, ltr := l.amount(n.to+join, s.to)
		n.to, n.year = end, false
		groups++
		if sign == "-" {
			hyphens++
		}
		n.ltr = n.ltr || ltr || strings.ContainsAny(sign, "×*+=") || groups > 2 && hyphens > 1
	}
	if from := i - 1; from >= s.from && strings.ContainsRune("+-−–~±≈$€£¥#", l.chars[from].r) &&
		l.startsWord(from) {
		n.from, n.ltr, n.year = from, true, false
	}
	if to := n.to + l.signsAfter(n.to, s.to); to > n.to {
		n.to, n.ltr, n.year = to, true, false
	}
	return n
}

// signsAfter measures the signs that hang on the number that ends at i: the + of 16+, a fraction, and the minutes and
// seconds of 12' 30".
func (l *line) signsAfter(i, to int) int {
	m := numberSigns.FindString(l.textOf(span{i, min(to, i+6)}))
	n := utf8.RuneCountInString(m)
	if k := i + n; n > 0 && k < to && l.chars[k].class != space && l.chars[k].class != neutral {
		return 0
	}
	return n
}

var numberSigns = regexp.MustCompile(`^(?:\+|[½¼¾⅓⅔]|['’′]\s?\d{1,2}["″”])`)

// amount measures one number with its separators, and tells whether spaces group its digits.
func (l *line) amount(i, to int) (end int, spaced bool) {
	end = i
	for end < to && l.chars[end].class == digit {
		end++
	}
	short := end-i <= 3
	for end+1 < to {
		c := l.chars[end]
		switch {
		case strings.ContainsRune(".,:/\u00a0\u202f٫٬", c.r) && l.chars[end+1].class == digit:
			end++
			for end < to && l.chars[end].class == digit {
				end++
			}
		case short && c.class == space && l.isGroup(end+1, to):
			end += 4
			spaced = true
		default:
			return end, spaced
		}
	}
	return end, spaced
}

// isGroup tells whether exactly three digits begin at i.
func (l *line) isGroup(i, to int) bool {
	for k := range 3 {
		if i+k >= to || l.chars[i+k].class != digit {
			return false
		}
	}
	return i+3 >= to || l.chars[i+3].class != digit
}

// join measures the sign between two numbers that makes them one expression; 0: there is none.
func (l *line) join(i, to int) int {
	k := i
	if k < to && l.chars[k].class == space {
		k++
	}
	if k >= to || !strings.ContainsRune("-‑–—×*+=", l.chars[k].r) {
		return 0
	}
	k++
	if k < to && l.chars[k].class == space {
		k++
	}
	if k >= to || l.chars[k].class != digit {
		return 0
	}
	return k - i
}

// mostDigits is how long a phone number may be (E.164).
const mostDigits = 15

// phone measures the phone number whose first digit is at i: at least seven digits after a +,
// eight after a 0, or nine in three groups.
func (l *line) phone(i int, s span) (number, bool) {
	n := number{span: span{i, i}}
	plus := i > s.from && l.chars[i-1].r == '+'
	digits, groups, separated := 0, 0, false
	for k := i; k < s.to && digits <= mostDigits; {
		from := k
		for k < s.to && l.chars[k].class == digit {
			k++
		}
		digits += k - from
		groups++
		n.to = k
		sep := k
		for sep < s.to && sep-k < 3 &&
			(l.chars[sep].class == space || strings.ContainsRune(".-‑()/", l.chars[sep].r)) {
			sep++
		}
		if sep == k || sep >= s.to || l.chars[sep].class != digit {
			break
		}
		separated = separated || sep-k > 1 || !strings.ContainsRune("./\u00a0\u202f", l.chars[k].r)
		k = sep
	}
	first := l.chars[i].r
	ok := plus && digits >= 7 || first == '0' && digits >= 8 && groups > 1 ||
		digits >= 9 && groups > 2 && !l.isGrouped(n.span)
	ok = ok && digits <= mostDigits
	if plus {
		n.from--
		if n.from > s.from && l.chars[n.from-1].r == '(' && strings.ContainsRune(l.textOf(n.span), ')') {
			n.from--
		}
	}
	n.ltr = plus || separated
	return n, ok
}

// isGrouped tells whether digits are grouped by threes, as those of an amount are, or hold a
// slash, as a list of years does.
func (l *line) isGrouped(s span) bool {
	end, _ := l.amount(s.from, s.to)
	return end == s.to || strings.ContainsRune(l.textOf(s), '/')
}
