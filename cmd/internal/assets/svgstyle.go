package assets

import (
	"regexp"
	"strings"
)

// cleanSheet keeps the rules of a drawing's style sheet that load nothing, and says which went. Comments go
// silently.
func cleanSheet(css string) (kept string, removed []string) {
	var out strings.Builder
	text := withoutCSSComments(css)
	for at := 0; at < len(text); {
		end, open, depth := ruleEnd(text, at)
		rule := string(text[at:end])
		at = end
		name := strings.TrimSpace(rule)
		switch {
		case name == "":
		case depth > maxRuleDepth:
			removed = append(removed, ruleName(name))
		case loadsNothing(rule) && !handsOn.MatchString(rule):
			out.WriteString(rule)
		case open >= 0 && grouping.MatchString(name) && loadsNothing(rule[:open]):
			inner, gone := cleanSheet(strings.TrimSuffix(strings.TrimSpace(rule[open+1:]), "}"))
			removed = append(removed, gone...)
			out.WriteString(rule[:open+1] + inner + "}")
		default:
			removed = append(removed, ruleName(name))
		}
	}
	return strings.TrimSpace(out.String()), removed
}

// grouping are the rules that hold rules.
var grouping = regexp.MustCompile(`(?i)^@(media|supports)\b`)

// ruleName is how a rule is told of: "@font-face", or its selector.
func ruleName(rule string) string {
	name, _, _ := strings.Cut(rule, "{")
	name = strings.TrimSpace(name)
	if name == "" {
		return "{…}"
	}
	if strings.HasPrefix(name, "@") {
		name = strings.FieldsFunc(name, func(r rune) bool {
			return r == ' ' ||
				r == '"' || r == '\'' || r == '(' || r == ';'
		})[0]
	}
	if len(name) > 40 {
		name = strings.ToValidUTF8(name[:40], "") + "…"
	}
	if name[0] != '@' {
		name += " {…}"
	}
	return name
}

// maxRuleDepth is how deep blocks may stand within each other; drawing programs need two.
const maxRuleDepth = 8

// ruleEnd is where the rule that begins at an offset ends: behind its block, or its semicolon. Open is where
// its block begins in the rule, or -1; depth how many blocks stand within each other.
func ruleEnd(css []byte, at int) (end, open, deepest int) {
	depth := 0
	open = -1
	for i := at; i < len(css); {
		t := nextCSS(css, i)
		i = t.end
		if t.kind != cssOther {
			continue
		}
		switch t.value {
		case "{":
			if depth++; depth == 1 {
				open = t.start - at
			}
			deepest = max(deepest, depth)
		case "}":
			if depth--; depth <= 0 {
				return i, open, deepest
			}
		case ";":
			if depth == 0 {
				return i, open, deepest
			}
		}
	}
	return len(css), open, deepest
}

func withoutCSSComments(css string) []byte {
	text := []byte(css)
	if !strings.Contains(css, "/*") {
		return text
	}
	var out []byte
	for i := 0; i < len(text); {
		t := nextCSS(text, i)
		if t.kind == cssComment {
			out = append(out, ' ')
		} else {
			out = append(out, text[t.start:t.end]...)
		}
		i = t.end
	}
	return out
}

// A styleRef is a reference that a style sheet gives to the elements of a type, a class or an id.
type styleRef struct{ property, id string }

// localRef finds references to other parts of the drawing.
var localRef = regexp.MustCompile(`(?i)url\(\s*["']?#([^"'()\s]+)`)

// sheetRefs reads which references a style sheet, cleaned before, gives to what: the keys are "rect",
// ".class", "#id" or "*", of the last part of each selector. Each reference stands once for a key.
func sheetRefs(css string, refs map[string]map[styleRef]bool) {
	text := []byte(css)
	for at := 0; at < len(text); {
		end, open, _ := ruleEnd(text, at)
		rule := css[at:end]
		at = end
		if open < 0 {
			continue
		}
		block := strings.TrimSuffix(strings.TrimSpace(rule[open+1:]), "}")
		if grouping.MatchString(strings.TrimSpace(rule)) || strings.Contains(block, "{") {
			sheetRefs(block, refs)
		}
		found := declaredRefs(block)
		if len(found) == 0 {
			continue
		}
		for selector := range strings.SplitSeq(rule[:open], ",") {
			key := selectorKey(selector)
			if refs[key] == nil {
				refs[key] = map[styleRef]bool{}
			}
			for _, r := range found {
				refs[key][r] = true
			}
		}
	}
}

// declaredRefs are the references of declarations.
func declaredRefs(block string) (list []styleRef) {
	if !strings.Contains(block, "#") {
		return nil
	}
	for d := range strings.SplitSeq(block, ";") {
		name, value, _ := strings.Cut(d, ":")
		for _, m := range localRef.FindAllStringSubmatch(value, 8) {
			list = append(list, styleRef{strings.ToLower(strings.TrimSpace(name)), targetID(m[1])})
		}
	}
	return list
}

var lastCompound = regexp.MustCompile(`([#.]?)([\w-]+|[^\x00-\x7f]+)`)

// selectorKey is the narrowest class, id or type that the last part of a selector asks for.
func selectorKey(selector string) string {
	parts := strings.FieldsFunc(selector, func(r rune) bool { return strings.ContainsRune(" \t\r\n>+~", r) })
	if len(parts) == 0 {
		return "*"
	}
	last := parts[len(parts)-1]
	if i := strings.IndexAny(last, ":["); i >= 0 {
		last = last[:i]
	}
	key := "*"
	for _, m := range lastCompound.FindAllString(last, 8) {
		if key == "*" || m[0] == '#' || m[0] == '.' && key[0] != '#' {
			key = m
		}
	}
	return key
}
