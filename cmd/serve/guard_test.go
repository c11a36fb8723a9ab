package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// A request as it goes over the wire, whatever a client library would make of it.
func (d *testServer) raw(method, path, host string, headers ...string) (int, http.Header, string) {
	d.t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(d.url, "http://"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n", method, path, host)
	for _, h := range headers {
		if !strings.HasSuffix(h, ": ") {
			fmt.Fprintf(c, "%s\r\n", h)
		}
	}
	fmt.Fprint(c, "\r\n")
	r, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		d.t.Fatal(err)
	}
	if r.Header.Get("Content-Type") == "text/event-stream" && method != http.MethodHead {
		return r.StatusCode, r.Header, "stream" // which does not end
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, r.Header, string(b)
}

// Of all hosts, origins and relations, only our own and none at all get a byte of content.
func TestClosedToOthers(t *testing.T) {
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	_, port, _ := net.SplitHostPort(addr)
	hosts := map[string]bool{addr: true, "localhost:" + port: true, "LocalHost:" + port: true, "[::1]:" + port: true,
		"evil.example": false, "evil.example:" + port: false, "127.0.0.1": false, "127.0.0.1:1": false, "localhost.evil.example:" + port: false, "127.0.0.1.evil.example:" + port: false, "0.0.0.0:" + port: false, "10.0.0.1:" + port: false}
	sites := map[string]bool{"": true, "none": true, "same-origin": true, "same-site": false, "cross-site": false, "nonsense": false}
	paths := []string{"/", "/about/", "/_serve/preview.js", "/_serve/events?page=/", "/_board/", "/nothing/", "/sitemap.xml"}
	requests, foreign := 0, 0
	for host, ours := range hosts {
		origins := map[string]bool{"": true, "http://" + host: true, "null": false, "https://" + host: false, "http://evil.example": false, "http://localhost:1": false}
		for origin, own := range origins {
			for site, near := range sites {
				for _, p := range paths {
					status, h, body := d.raw("GET", p, host, "Origin: "+origin, "Sec-Fetch-Site: "+site)
					requests++
					what := fmt.Sprintf("GET %s, Host %s, Origin %q, Sec-Fetch-Site %q", p, host, origin, site)
					if h.Get("Access-Control-Allow-Origin") != "" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" {
						t.Errorf("%s: headers are %v", what, h)
					}
					if ours && own && near {
						if status == http.StatusForbidden || body == "" {
							t.Errorf("%s is refused", what)
						}
						continue
					}
					foreign++
					if status != http.StatusForbidden || body != "" {
						t.Errorf("%s gets %d and %d bytes", what, status, len(body))
					}
				}
			}
		}
	}
	if requests < 500 {
		t.Errorf("only %d requests", requests)
	}
	t.Logf("%d requests, %d of them foreign", requests, foreign)
}

// Nothing but GET and HEAD is understood; what acts needs POST and the token.
func TestMethods(t *testing.T) {
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	for _, p := range []string{"/", "/about/", "/_serve/preview.js", "/_serve/open", "/_serve/now", "/_serve/source", "/_board/"} {
		for _, m := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"} {
			status, h, body := d.raw(m, p, addr, "Access-Control-Request-Method: GET", "Origin: "+d.url)
			action := actions[p]
			switch {
			case !action && (m == "GET" || m == "HEAD"):
				if status != 200 || (m == "HEAD") != (body == "") {
					t.Errorf("%s %s: %d with %d bytes", m, p, status, len(body))
				}
			case action && m == "POST":
				if status != http.StatusForbidden || body != "" {
					t.Errorf("%s %s without the token: %d", m, p, status)
				}
			default:
				if status != http.StatusMethodNotAllowed || body != "" || h.Get("Access-Control-Allow-Methods") != "" {
					t.Errorf("%s %s: %d with %d bytes, %v", m, p, status, len(body), h)
				}
			}
		}
	}
	for host, want := range map[string]int{addr: http.StatusMethodNotAllowed, "evil.example": http.StatusForbidden} {
		if status, _, body := d.raw("OPTIONS", "*", host); status != want || body != "" {
			t.Errorf("OPTIONS * of %s: %d with %d bytes", host, status, len(body))
		}
	}
	before := d.rebuilder.current.Load().number
	d.raw("POST", "/_serve/now", addr, "X-Serve-Token: guessed", "Content-Length: 17", "", `{"To":"2030-01-01"}`)
	if d.rebuilder.current.Load().number != before {
		t.Error("a guessed token acts")
	}
}

// No address leads to the disk.
func TestNoWayToTheDisk(t *testing.T) {
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	d.write("secret.txt", "a secret")
	for _, p := range []string{"/secret.txt", "/content/site.yaml", "/../content/site.yaml", "/..%2fcontent/site.yaml", "/content%2fsite.yaml", "/%2e%2e/secret.txt", "//secret.txt", "/_serve/../content/site.yaml",
		"/_serve/", "/_serve/morph.js", "/_board/../content/site.yaml", "/about/../../secret.txt", "/about/%00", `/..\content\site.yaml`, "/layouts/base.html", "/.publish/manifest"} {
		status, _, body := d.raw("GET", p, addr)
		if status == 200 || strings.Contains(body, "base_url") || strings.Contains(body, "a secret") || strings.Contains(body, "{{") {
			t.Errorf("GET %s: %d, %.80q", p, status, body)
		}
	}
}

// Only the addresses that were asked for are let in.
func TestGuardNames(t *testing.T) {
	for _, x := range []struct {
		asked, host string
		ours        bool
	}{
		{"127.0.0.1:8080", "127.0.0.1:8081", true}, // the port that was taken
		{"127.0.0.1:8080", "127.0.0.1:8080", false},
		{"studio.example:8080", "studio.example:8081", true},
		{"studio.example:8080", "other.example:8081", false},
		{"0.0.0.0:8080", "192.0.2.1:8081", false}, // no address of this machine
		{"0.0.0.0:8080", "evil.example:8081", false},
		{":8080", "127.0.0.1:8081", true},
	} {
		g := newGuard(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8081}, x.asked)
		if g.hostAllowed(x.host) != x.ours {
			t.Errorf("asked for %s, host %s: %v", x.asked, x.host, !x.ours)
		}
	}
}
