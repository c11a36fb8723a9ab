package hosting

import (
	"strings"

	"artsfactory/cmd/internal/public"
)

// A Site is what hosts have to know of a site. Addresses are from the host's root, as a browser writes them.
type Site struct {
	Host      string     // such as "fiction.example"
	Base      string     // "/", or "/path/"
	NotFound  []string   // the pages for addresses that are none, such as "/ar/404.html", the default language's first
	Redirects []Redirect // sorted by From
}

// A Redirect leads from an address that has been, decoded, to one that is.
type Redirect struct{ From, To string }

// A Header is a line that says how an answer is to be taken.
type Header struct{ Name, Value string }

// security are the headers of every answer. The policy of a page stands in the page, for it holds hashes.
var security = []Header{
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "strict-origin-when-cross-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"X-Frame-Options", "DENY"},
}

// noPage is the policy of what is no page: it may do nothing but look as the site says, as a feed does.
const noPage = "sandbox; default-src 'none'; style-src 'self'"

// noPages are the endings of files that are no pages, outside of AssetsFolder, where nothing is one.
var noPages = []string{"txt", "xml", "ics", "json", "csv", "zip", "webmanifest", "ico", "png", "svg"}

// HeadersFile is a file _headers, as Cloudflare and Netlify read it. How long pages are kept is left to them: where
// two rules hold for an address, Cloudflare joins what they say.
func (s Site) HeadersFile() []byte {
	var b strings.Builder
	b.WriteString(s.Base + "*\n")
	for _, h := range security {
		b.WriteString("  " + h.Name + ": " + h.Value + "\n")
	}
	policy := "  Content-Security-Policy: " + noPage + "\n"
	b.WriteString(s.Base + public.AssetsFolder + "*\n  Cache-Control: " + cacheForever + "\n" + policy)
	for _, ending := range noPages {
		b.WriteString(s.Base + "*." + ending + "\n" + policy)
	}
	return []byte(b.String())
}

// The limits of Cloudflare for a file _redirects: rules, and characters a rule.
const (
	MaxRedirects      = 2000
	MaxRedirectLength = 1000
)

// RedirectsFile is a file _redirects, as Cloudflare and Netlify read it. Fits is false where it is over a limit.
func (s Site) RedirectsFile() (file []byte, fits bool) {
	var b strings.Builder
	fits = true
	rules := 0
	for _, r := range s.Redirects {
		for _, from := range spellings(r.From) {
			line := encode(from) + " " + r.To + " 301\n"
			rules++
			fits = fits && rules <= MaxRedirects && len(line) <= MaxRedirectLength
			b.WriteString(line)
		}
	}
	return []byte(b.String()), fits
}

// spellings are a folder's address with and without the slash at its end.
func spellings(from string) []string {
	if bare, ok := strings.CutSuffix(from, "/"); ok && bare != "" {
		return []string{from, bare}
	}
	return []string{from}
}
