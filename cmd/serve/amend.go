package main

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

var styleHash = regexp.MustCompile(` 'sha256-[^']*'`)

// amend adds the script of the preview to a page, and turns the page's own policy into the
// header that is returned: a policy inside a page that changes would add up with the one
// before. All else is as published. The parts are the page, one after the other.
func amend(page []byte, have string) (parts [][]byte, policy string) {
	from, to, policy := policyIn(page)
	policy = admit(policy)
	// What of the policy cannot change while the page is open: then it is loaded anew.
	rules := styleHash.ReplaceAllString(policy, "")
	script := `<script id="serve-preview" src="/_serve/preview.js" data-have="` + have + `" data-policy="` + html.EscapeString(rules) + `"></script>`
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < to {
		end = len(page)
	}
	return [][]byte{page[:from], page[to:end], []byte(script), page[end:]}, policy
}

// policyIn finds where a page states its policy, and what it is.
func policyIn(page []byte) (from, to int, policy string) {
	head := page[:max(0, bytes.Index(page, []byte("</head>")))]
	for at := 0; ; {
		i := bytes.Index(head[at:], []byte("<meta "))
		if i < 0 {
			return 0, 0, "default-src 'self'"
		}
		from = at + i
		n := bytes.IndexByte(head[from:], '>')
		if n < 0 {
			return 0, 0, "default-src 'self'"
		}
		to = from + n + 1
		tag := string(head[from:to])
		if strings.Contains(strings.ToLower(tag), `http-equiv="content-security-policy"`) {
			_, rest, _ := strings.Cut(tag, ` content="`)
			text, _, _ := strings.Cut(rest, `"`)
			return from, to, html.UnescapeString(text)
		}
		at = to
	}
}

// admit lets the preview's script run under a page's policy, and nobody frame the page.
func admit(policy string) string {
	rules := strings.Split(policy, ";")
	for _, name := range []string{"script-src", "connect-src"} {
		found := false
		for i, r := range rules {
			if first, rest, _ := strings.Cut(strings.TrimSpace(r), " "); first == name {
				found = true
				if !strings.Contains(" "+rest+" ", " 'self' ") {
					rules[i] = name + " 'self' " + strings.TrimSpace(strings.ReplaceAll(rest, "'none'", ""))
				}
			}
		}
		if !found {
			rules = append(rules, name+" 'self'")
		}
	}
	return strings.Join(append(rules, "frame-ancestors 'self'"), ";")
}
