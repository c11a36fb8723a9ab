package main

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// A guard lets in who sits at this machine and types the address, and pages served from here.
// All others are sent away with nothing: pages of other sites, and names that a stranger has
// pointed at this machine (DNS rebinding).
type guard struct {
	port  string
	names []string // hosts by which the site may be asked for
	wide  bool     // told to listen on all addresses: any of this machine's will do
	token string   // what an action must know
}

// newGuard takes the address that is listened on, and the one that was asked for.
func newGuard(addr net.Addr, asked string) *guard {
	g := &guard{names: []string{"localhost", "127.0.0.1", "::1"}, token: token()}
	_, g.port, _ = net.SplitHostPort(addr.String())
	if host, _, err := net.SplitHostPort(asked); err == nil {
		ip, err := netip.ParseAddr(host)
		switch {
		case host == "" || err == nil && ip.IsUnspecified():
			g.wide = true
		default:
			g.names = append(g.names, strings.ToLower(host))
		}
	}
	return g
}

func token() string {
	b := make([]byte, 18)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// refuses returns the status a request is sent away with, or 0.
func (g *guard) refuses(r *http.Request) int {
	action := actions[r.URL.Path]
	switch {
	case !g.ours(r.Host):
		return http.StatusForbidden
	case !g.own(r):
		return http.StatusForbidden
	case action && r.Method != http.MethodPost, !action && r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed
	case action && subtle.ConstantTimeCompare([]byte(r.Header.Get(tokenHeader)), []byte(g.token)) != 1:
		return http.StatusForbidden
	}
	return 0
}

const tokenHeader = "X-Serve-Token"

// actions are the only addresses that do something.
var actions = map[string]bool{"/_serve/open": true, "/_serve/source": true, "/_serve/now": true}

// ours says whether a Host header names this server.
func (g *guard) ours(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), "80"
	}
	if port != g.port {
		return false
	}
	name = strings.ToLower(name)
	return slices.Contains(g.names, name) || g.wide && local(name)
}

// local says whether a name is an address, not a name, of this machine.
func local(name string) bool {
	ip := net.ParseIP(name)
	if ip == nil {
		return false
	}
	all, err := net.InterfaceAddrs()
	return err == nil && slices.ContainsFunc(all, func(a net.Addr) bool {
		n, ok := a.(*net.IPNet)
		return ok && n.IP.Equal(ip)
	})
}

// own says whether a request comes from a page of this server, or from no page at all. A page
// at another port is another's, though browsers call it the same site.
func (g *guard) own(r *http.Request) bool {
	if site := r.Header.Values("Sec-Fetch-Site"); len(site) > 1 || len(site) == 1 && site[0] != "same-origin" && site[0] != "none" {
		return false
	}
	for _, o := range r.Header.Values("Origin") {
		if o != "http://"+r.Host {
			return false
		}
	}
	return true
}
