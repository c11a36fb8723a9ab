package main

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whatever a request says of itself, none for another host, of another site's page, or without the token does
// anything here.
func FuzzGuard(f *testing.F) {
	f.Add("localhost:8080", "http://localhost:8080", "same-origin", "/_serve/open", "x", "127.0.0.1:5", true)
	f.Add("[::1%25lo]:8080", "null", "cross-site", "/_serve/now", "", "10.0.0.7:1", true)
	f.Add("evil.example", "http://localhost.evil.example:8080", "", "//_serve/open", "", "", false)
	f.Add("127.0.0.1:8080@evil.example", "http://127.0.0.1:8080/", "none", "/", "", "[::1]:9", false)
	f.Fuzz(func(t *testing.T, host, origin, site, path, token, peer string, post bool) {
		g := newGuard(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}, "localhost:8080")
		r := &http.Request{Method: http.MethodGet, Host: host, URL: &url.URL{Path: path}, Header: http.Header{},
			RemoteAddr: peer}
		if post {
			r.Method = http.MethodPost
		}
		for name, value := range map[string]string{"Origin": origin, "Sec-Fetch-Site": site, tokenHeader: token} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		if g.reject(r) != 0 {
			return
		}
		name := strings.Trim(strings.ToLower(strings.TrimSuffix(host, ":8080")), "[]")
		if name != "localhost" && name != "127.0.0.1" && name != "::1" {
			t.Errorf("host %q is allowed", host)
		}
		if actions[path] {
			t.Errorf("%s is done with the token %q", path, token)
		}
		if u, err := url.Parse(origin); origin != "" &&
			(err != nil || u.Host != "" && !strings.HasSuffix(u.Host, ":8080")) {
			t.Errorf("origin %q is allowed", origin)
		}
	})
}
