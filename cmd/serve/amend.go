package main

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

var (
	policyMeta = regexp.MustCompile(`(?i)<meta[^>]*http-equiv=["']?content-security-policy["']?[^>]*>`)
	policyText = regexp.MustCompile(`(?i)content="([^"]*)"|content='([^']*)'`)
	styleHash  = regexp.MustCompile(` 'sha256-[^']*'`)
)

// amend adds the script of the preview to a page, and turns the page's own policy into the
// header that is returned: a policy inside a page that changes would add up with the one
// before. All else is as published.
func amend(page []byte, have string) (amended []byte, policy string) {
	policy = "default-src 'self'"
	if at := policyMeta.FindIndex(page); at != nil {
		if m := policyText.FindSubmatch(page[at[0]:at[1]]); m != nil {
			policy = html.UnescapeString(string(m[1]) + string(m[2]))
		}
		page = append(page[:at[0]:at[0]], page[at[1]:]...)
	}
	policy = admit(policy)
	// What of the policy cannot change while the page is open: then it is loaded anew.
	rules := styleHash.ReplaceAllString(policy, "")
	script := `<script id="serve-preview" src="/_serve/preview.js" data-have="` + have + `" data-policy="` + html.EscapeString(rules) + `"></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(script))
	out = append(append(append(out, page[:at]...), script...), page[at:]...)
	return out, policy
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
