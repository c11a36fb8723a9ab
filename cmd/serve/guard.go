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

// A guard admits requests for addresses typed on this machine, and of pages served from here.
// Requests of other sites' pages and for host names that somebody has pointed at this machine (DNS
// rebinding) get an empty answer.
type guard struct {
	port      string
	hosts     []string // names by which the site may be asked for
	listenAll bool     // listening on all addresses: any address of this machine may be asked for
	token     string   // what the request of an action must contain
}

// newGuard takes the address that is listened on, and the one that the user asked for.
func newGuard(addr net.Addr, asked string) *guard {
	g := &guard{hosts: []string{"localhost", "127.0.0.1", "::1"}, token: newToken()}
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

// newToken returns 144 random bits.
func newToken() string {
	b := make([]byte, 18)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// actions are the only addresses that do something. They need POST, the token, and a request from
// this machine.
var actions = map[string]bool{"/_serve/open": true, "/_serve/source": true, "/_serve/now": true}

// tokenHeader is the header of an action's request with the token.
const tokenHeader = "X-Serve-Token"

// reject returns the status with which a request is rejected, or 0.
func (g *guard) reject(r *http.Request) int {
	action := actions[r.URL.Path]
	given := []byte(r.Header.Get(tokenHeader))
	switch {
	case !g.hostAllowed(r.Host), !sameOrigin(r):
		return http.StatusForbidden
	case action && r.Method != http.MethodPost,
		!action && r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed
	case action && (!fromLoopback(r) || subtle.ConstantTimeCompare(given, []byte(g.token)) != 1):
		return http.StatusForbidden
	}
	return 0
}

// tokenFor is the token for the page that answers a request: for a page that a browser on this
// machine opens in a tab, never for one that is fetched by a script or shown in a frame; else "".
func (g *guard) tokenFor(r *http.Request) string {
	dest := r.Header.Values("Sec-Fetch-Dest")
	if !fromLoopback(r) || len(dest) > 1 || len(dest) == 1 && dest[0] != "document" {
		return ""
	}
	return g.token
}

// fromLoopback reports whether a request comes from this machine.
func fromLoopback(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && peer.Addr().IsLoopback()
}

// hostAllowed reports whether a Host header names this server.
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

// isLocalAddress reports whether a name is an IP address of this machine.
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

// sameOrigin reports whether a request comes from a page of this server, or from no page at all.
// For browsers a page from another port is of the same site; here it is not.
func sameOrigin(r *http.Request) bool {
	site := r.Header.Values("Sec-Fetch-Site")
	if len(site) > 1 || len(site) == 1 && site[0] != "same-origin" && site[0] != "none" {
		return false
	}
	for _, o := range r.Header.Values("Origin") {
		if o != "http://"+r.Host {
			return false
		}
	}
	return true
}
