package main

import (
	"bytes"
	"html"
	"slices"
	"strings"
)

// injectScript adds the script of the preview to a page, with the page's ETag and the token for
// actions, "" for none. The policy in the page becomes the header that is returned, since a
// browser that gets the next version of the page applies the policies of both. All else is as
// published. The parts are the page, one after the other.
func injectScript(page []byte, etag, token string) (parts [][]byte, policy string) {
	from, to, policy := findCSP(page)
	policy = relaxCSP(policy)
	// The script compares the policy of the next version without the hashes of styles, which it can
	// do without: if that differs, it loads the page anew.
	script := `<script id="serve-preview" src="/_serve/preview.js" data-etag="` + etag + `" data-policy="` +
		html.EscapeString(withoutHashes(policy)) + `"`
	if token != "" {
		script += ` data-token="` + token + `"`
	}
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < to {
		end = len(page)
	}
	return [][]byte{page[:from], page[to:end], []byte(script + "></script>"), page[end:]}, policy
}

// findCSP finds the Content-Security-Policy of a page: the bytes of the meta element and its
// content. Without one it returns 0, 0 and a policy of its own.
func findCSP(page []byte) (from, to int, policy string) {
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
		if strings.EqualFold(attribute(head[from:to], "http-equiv"), "content-security-policy") {
			return from, to, html.UnescapeString(attribute(head[from:to], "content"))
		}
		at = to
	}
}

// attribute is the value of an attribute in a tag as it is written there, between double quotes, or
// "".
func attribute(tag []byte, name string) string {
	_, rest, _ := bytes.Cut(tag, []byte(" "+name+`="`))
	value, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(value)
}

// withoutHashes is a policy without the hashes of single styles.
func withoutHashes(policy string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(policy, " 'sha256-")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, policy, _ = strings.Cut(rest, "'")
	}
}

// relaxCSP lets the preview's script run and connect under a page's policy. It also forbids other
// sites to frame the page, which a policy in a page cannot.
func relaxCSP(policy string) string {
	var b strings.Builder
	b.Grow(len(policy) + 64)
	missing := []string{"script-src", "connect-src"}
	for rule := range strings.SplitSeq(policy, ";") {
		name, rest, _ := strings.Cut(strings.TrimSpace(rule), " ")
		if i := slices.Index(missing, name); i >= 0 {
			missing = slices.Delete(missing, i, i+1)
			if !strings.Contains(" "+rest+" ", " 'self' ") {
				rule = name + " 'self' " + strings.TrimSpace(strings.ReplaceAll(rest, "'none'", ""))
			}
		}
		b.WriteString(rule)
		b.WriteByte(';')
	}
	for _, name := range missing {
		b.WriteString(name + " 'self';")
	}
	b.WriteString("frame-ancestors 'self'")
	return b.String()
}
