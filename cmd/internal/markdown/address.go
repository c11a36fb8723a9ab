package markdown

import (
	"bytes"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"artsfactory/cmd/internal/source"

	"github.com/yuin/goldmark/util"
)

// mayLink reports addresses that lead nowhere, that a browser would run or that tell a secret.
func (r *renderer) mayLink(dest []byte, at int) bool {
	what, hint, ok := checkAddress(dest)
	if what != (source.Message{}) && ok {
		r.remark(at, what, hint)
	} else if !ok {
		r.problem(at, what, hint)
	}
	return ok
}

var addressHint = source.Msg(
	"write a page of the site such as ../films/zero.md, or an address that begins with https://",
	"écrivez une page du site comme ../films/zero.md, ou une adresse qui commence par https://")

// checkAddress tells what is wrong with the destination of a link, and whether it may be one
// all the same.
func checkAddress(dest []byte) (what, hint source.Message, ok bool) {
	scheme := schemeOf(dest)
	text := strings.TrimSpace(string(dest))
	switch {
	case len(dest) == 0:
		return source.Msg("this link has no address", "ce lien n’a pas d’adresse"), addressHint, false
	case bytes.ContainsFunc(dest, isControl) || hasEncodedControl(dest):
		return source.Msg("this link’s address has an invisible character",
				"l’adresse de ce lien a un caractère invisible"),
			source.Msg("type the address anew", "retapez l’adresse"), false
	case invisibleIn(dest) != 0:
		sign := invisibleIn(dest)
		return source.Msg("this link’s address has the invisible sign U+%04X",
				"l’adresse de ce lien a le signe invisible U+%04X", sign),
			source.Msg("type the address anew", "retapez l’adresse"), false
	case bytes.HasPrefix(dest, []byte("//")) || bytes.HasPrefix(dest, []byte(`\\`)):
		return source.Msg("this link’s address begins with two slashes",
			"l’adresse de ce lien commence par deux barres"), addressHint, false
	case scheme == "" && strings.Contains(text, `\`):
		return source.Msg("this link’s address has a backslash",
				"l’adresse de ce lien a une barre oblique inversée"),
			source.Msg("write “%s”", "écrivez « %s »", strings.ReplaceAll(text, `\`, "/")), false
	case scheme == "" && strings.HasPrefix(strings.ToLower(text), "www."):
		return source.Msg("this link’s address has no https://", "l’adresse de ce lien n’a pas de https://"),
			source.Msg("write “https://%s”", "écrivez « https://%s »", text), false
	case scheme == "" && isEmail(text):
		return source.Msg("this e-mail address has no mailto:",
				"cette adresse électronique n’a pas de mailto:"),
			source.Msg("write “mailto:%s”", "écrivez « mailto:%s »", text), false
	case scheme != "" && !isExternal(dest):
		return source.Msg("a link to “%s:” is not allowed", "un lien vers « %s: » n’est pas permis", scheme),
			addressHint, false
	case scheme == "http" || scheme == "https":
		return checkHost(text, dest[len(scheme)+1:])
	case scheme == "mailto":
		return checkMailto(text)
	}
	return source.Message{}, source.Message{}, true
}

// checkHost looks at an address from its two slashes on.
func checkHost(address string, rest []byte) (what, hint source.Message, ok bool) {
	if !hasHost(rest) {
		return source.Msg("this address names no website",
			"cette adresse ne nomme aucun site"), addressHint, false
	}
	host := string(rest[2:])
	if i := strings.IndexAny(host, "/?#\\"); i >= 0 {
		host = host[:i]
	}
	if user, name, found := cutLast(host, "@"); found {
		scheme, _, _ := strings.Cut(address, ":")
		hint := source.Msg("write “%s”",
			"écrivez « %s »", scheme+"://"+strings.TrimPrefix(string(rest[2:]), user+"@"))
		if !strings.Contains(user, ":") && isEmail(host) {
			hint = source.Msg("write “mailto:%s” for an e-mail address, “%s” for the website",
				"écrivez « mailto:%s » pour une adresse électronique, « %s » pour le site",
				host, scheme+"://"+name)
		}
		return source.Msg("this address has a name or a password before the @",
			"cette adresse a un nom ou un mot de passe devant le @"), hint, false
	}
	name := strings.ToLower(host)
	if i := strings.LastIndexByte(name, ':'); i >= 0 && !strings.HasSuffix(name, "]") {
		name = name[:i]
	}
	name = strings.TrimSuffix(name, ".")
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return source.Msg("only your own computer knows the address %q",
				"seul votre ordinateur connaît l’adresse « %s »", name),
			source.Msg("write the page of the site, such as ../films/zero.md, or its public address",
				"écrivez la page du site, comme ../films/zero.md, ou son adresse publique"), false
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	if err != nil && !isHostName(name) {
		return source.Msg("this address names no website",
			"cette adresse ne nomme aucun site"), addressHint, false
	}
	if err != nil && isPrivateName(name) ||
		err == nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsLinkLocalUnicast()) {
		return source.Msg("visitors do not reach the address %s",
				"les visiteurs n’atteignent pas l’adresse %s", name),
			source.Msg("write the public address", "écrivez l’adresse publique"), true
	}
	return source.Message{}, source.Message{}, true
}

// isHostName says whether a name can be one of a website: with the words that dots part, the last of which is no
// number, as browsers read addresses in numbers (WHATWG URL, section 3.5).
func isHostName(name string) bool {
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	return name != "http" && name != "https" && !slices.Contains(labels, "") && !strings.ContainsAny(name, " %<>[]|^") &&
		strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x")
}

// isPrivateName says whether a name is one that only some network knows: of one word, or of the names that are kept for
// that (RFC 6762, RFC 8375, and what routers use).
func isPrivateName(name string) bool {
	i := strings.LastIndexByte(name, '.')
	return i < 0 || slices.Contains([]string{"local", "lan", "internal", "home", "localdomain"}, name[i+1:]) ||
		strings.HasSuffix(name, ".home.arpa")
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

func checkMailto(address string) (what, hint source.Message, ok bool) {
	to, _, _ := strings.Cut(address[len("mailto:"):], "?")
	if plain, err := url.PathUnescape(to); err == nil {
		to = plain
	}
	for one := range strings.SplitSeq(to, ",") {
		if !isEmail(strings.TrimSpace(one)) {
			return source.Msg("%q is no e-mail address",
					"« %s » n’est pas une adresse électronique", one),
				source.Msg("write it whole, such as mailto:hello@site.example",
					"écrivez-la entière, comme mailto:bonjour@site.example"), false
		}
	}
	return source.Message{}, source.Message{}, true
}

// isEmail tells whether a text has the form of one e-mail address.
func isEmail(s string) bool {
	name, host, found := cutLast(s, "@")
	return found && name != "" && !strings.ContainsAny(name, " \t/@:<>()[],;") &&
		!strings.ContainsFunc(s, unicode.IsSpace) &&
		strings.Contains(strings.Trim(host, "."), ".") && hostLength([]byte(host)) == len(host)
}

func isControl(r rune) bool {
	return r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0 || r == utf8.RuneError
}

// isInvisible holds for spaces that are no plain ones, and for signs without a form.
func isInvisible(r rune) bool {
	return r != ' ' && unicode.In(r, unicode.Z, unicode.Cf) && r != '\u200c' && r != '\u200d'
}

// invisibleIn is the first sign of an address that nobody sees, written as it is or with percent signs, or 0. A space
// may be one of the address where it is encoded.
func invisibleIn(dest []byte) rune {
	for _, c := range string(dest) {
		if isInvisible(c) {
			return c
		}
	}
	if !bytes.ContainsAny(dest, "%") {
		return 0
	}
	plain, _ := url.PathUnescape(string(dest))
	for _, c := range plain {
		if isInvisible(c) && unicode.Is(unicode.Cf, c) && c != 0xad {
			return c
		}
	}
	return 0
}

// hasEncodedControl tells whether a control character is written with a percent sign, as who
// puts further headers into an e-mail does.
func hasEncodedControl(dest []byte) bool {
	for i := 0; i+2 < len(dest); i++ {
		if dest[i] == '%' && (dest[i+1] == '0' || dest[i+1] == '1' || dest[i+1] == '7' && dest[i+2]|0x20 == 'f') {
			return true
		}
	}
	return false
}

func hasHost(rest []byte) bool {
	return len(rest) > 2 && rest[0] == '/' && rest[1] == '/' && strings.IndexByte("/?#:@ \\", rest[2]) < 0
}

// schemeOf gives what is before the colon, in lower case, if it can be a scheme. Spaces do
// not hide one, since browsers skip them.
func schemeOf(dest []byte) string {
	dest = bytes.TrimSpace(dest)
	i := bytes.IndexAny(dest, ":/?#")
	if i <= 0 || dest[i] != ':' {
		return ""
	}
	return strings.ToLower(string(dest[:i]))
}

func isExternal(dest []byte) bool {
	switch schemeOf(dest) {
	case "http", "https", "mailto", "tel":
		return true
	}
	return false
}

// href is an external address as it stands in the attribute: the scheme in lower case, the host
// in its own letters, the rest with what is no letter of an address percent-encoded.
func href(dest []byte) string {
	dest = bytes.TrimSpace(dest)
	scheme, rest, _ := strings.Cut(string(dest), ":")
	host := ""
	if strings.HasPrefix(rest, "//") {
		end := strings.IndexAny(rest[2:], "/?#\\")
		if end < 0 {
			end = len(rest) - 2
		}
		host, rest = rest[:end+2], rest[end+2:]
		if strings.ContainsFunc(host, func(r rune) bool {
			return r < utf8.RuneSelf && !isAlnum(byte(r)) && !strings.ContainsRune("/.-:[]_", r)
		}) {
			host, rest = "", host+rest
		}
	}
	return strings.ToLower(scheme) + ":" + host + string(util.URLEscape([]byte(rest), false))
}

// withoutBase gives a destination that is the site's own address in full from its base on, so
// that it is checked and follows the site to other addresses; any other as it is.
func (r *renderer) withoutBase(dest []byte) []byte {
	if r.base == "" {
		return dest
	}
	scheme := schemeOf(dest)
	if scheme != "http" && scheme != "https" {
		return dest
	}
	rest := bytes.TrimSpace(dest)[len(scheme)+1:]
	n := len("//") + len(r.base) - 1 // the slash at the base's end stays
	if len(rest) < n || !strings.EqualFold(string(rest[:n]), "//"+r.base[:len(r.base)-1]) {
		return dest
	}
	switch rest = rest[n:]; {
	case len(rest) == 0:
		return []byte("/")
	case rest[0] == '/':
		return rest
	}
	return dest // a host, or a folder, that begins with the same letters
}

// plainPath gives the name of a file without the percent signs that a browser's address has.
func plainPath(s string) string {
	plain, err := url.PathUnescape(s)
	if err != nil || !utf8.ValidString(plain) || strings.ContainsFunc(plain, isControl) {
		return s
	}
	return plain
}
