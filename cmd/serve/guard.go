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
	port      string
	hosts     []string // hosts by which the site may be asked for
	listenAll bool     // told to listen on all addresses: any of this machine's will do
	token     string   // what an action must know
}

// newGuard takes the address that is listened on, and the one that was asked for.
func newGuard(addr net.Addr, asked string) *guard {
	g := &guard{hosts: []string{"localhost", "127.0.0.1", "::1"}, token: token()}
	_, g.port, _ = net.SplitHostPort(addr.String())
	if host, _, err := net.SplitHostPort(asked); err == nil {
		ip, err := netip.ParseAddr(host)
		switch {
		case host == "" || err == nil && ip.IsUnspecified():
			g.listenAll = true
		default:
			g.hosts = append(g.hosts, strings.ToLower(host))
		}
	}
	return g
}

func token() string {
	b := make([]byte, 18)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// reject returns the status a request is sent away with, or 0.
func (g *guard) reject(r *http.Request) int {
	action := actions[r.URL.Path]
	switch {
	case !g.hostAllowed(r.Host):
		return http.StatusForbidden
	case !g.sameOrigin(r):
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

// hostAllowed says whether a Host header names this server.
func (g *guard) hostAllowed(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), "80"
	}
	if port != g.port {
		return false
	}
	name = strings.ToLower(name)
	return slices.Contains(g.hosts, name) || g.listenAll && isLocalAddress(name)
}

// isLocalAddress says whether a name is an address, not a name, of this machine.
func isLocalAddress(name string) bool {
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

// sameOrigin says whether a request comes from a page of this server, or from no page at all. A page
// at another port is another's, though browsers call it the same site.
func (g *guard) sameOrigin(r *http.Request) bool {
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
