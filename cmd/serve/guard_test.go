package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
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
	t.Parallel()
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	_, port, _ := net.SplitHostPort(addr)
	hosts := map[string]bool{
		addr:                             true,
		"localhost:" + port:              true,
		"LocalHost:" + port:              true,
		"[::1]:" + port:                  true,
		"evil.example":                   false,
		"evil.example:" + port:           false,
		"127.0.0.1":                      false,
		"127.0.0.1:1":                    false,
		"localhost.evil.example:" + port: false,
		"127.0.0.1.evil.example:" + port: false,
		"0.0.0.0:" + port:                false,
		"10.0.0.1:" + port:               false,
	}
	sites := map[string]bool{
		"":            true,
		"none":        true,
		"same-origin": true,
		"same-site":   false,
		"cross-site":  false,
		"nonsense":    false,
	}
	paths := []string{
		"/",
		"/about/",
		"/_serve/preview.js",
		"/_serve/events?page=/",
		"/_board/",
		"/nothing/",
		"/sitemap.xml",
	}
	requests, foreign := 0, 0
	for host, ours := range hosts {
		origins := map[string]bool{
			"":                    true,
			"http://" + host:      true,
			"null":                false,
			"https://" + host:     false,
			"http://evil.example": false,
			"http://localhost:1":  false,
		}
		for origin, own := range origins {
			for site, near := range sites {
				for _, p := range paths {
					status, h, body := d.raw("GET", p, host, "Origin: "+origin, "Sec-Fetch-Site: "+site)
					requests++
					what := fmt.Sprintf("GET %s, Host %s, Origin %q, Sec-Fetch-Site %q", p, host, origin, site)
					if h.Get("Access-Control-Allow-Origin") != "" || h.Get("X-Content-Type-Options") != "nosniff" ||
						h.Get("Cache-Control") != "no-store" {
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
	t.Parallel()
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	for _, p := range []string{"/", "/about/", "/_serve/preview.js", "/_serve/open", "/_serve/now", "/_serve/source",
		"/_board/"} {
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
				if status != http.StatusMethodNotAllowed || body != "" ||
					h.Get("Access-Control-Allow-Methods") != "" {
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
	t.Parallel()
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	d.write("secret.txt", "a secret")
	for _, p := range []string{"/secret.txt", "/content/site.yaml", "/../content/site.yaml",
		"/..%2fcontent/site.yaml", "/content%2fsite.yaml", "/%2e%2e/secret.txt", "//secret.txt",
		"/_serve/../content/site.yaml",
		"/_serve/", "/_serve/morph.js", "/_board/../content/site.yaml", "/about/../../secret.txt", "/about/%00",
		`/..\content\site.yaml`, "/layouts/base.html", "/.publish/manifest"} {
		status, _, body := d.raw("GET", p, addr)
		if status == 200 || strings.Contains(body, "base_url") || strings.Contains(body, "a secret") ||
			strings.Contains(body, "{{") {
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

// A page at another port of this machine is another's, whatever browsers say of it; and of two
// headers that contradict each other, none counts.
func TestOtherPortsAndTwoHeaders(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	_, port, _ := net.SplitHostPort(addr)
	own := "Origin: " + d.url
	for _, headers := range [][]string{
		{"Origin: http://127.0.0.1:1"}, {"Origin: http://127.0.0.1"}, {"Origin: " + d.url + "0"},
		{"Origin: " + d.url + "/"},
		{"Origin: http://localhost:" + port}, {"Origin: http://[::1]:" + port}, {"Origin: HTTP://127.0.0.1:" + port},
		{own, "Origin: http://127.0.0.1:1"}, {"Origin: http://127.0.0.1:1", own}, {own, "Origin: null"},
		{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"},
		{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-origin"},
		{"Sec-Fetch-Site: none", "Sec-Fetch-Site: same-site"},
		{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: same-origin"},
		{"Sec-Fetch-Site: same-origin, cross-site"}, {"Sec-Fetch-Site: Same-Origin"},
	} {
		for _, p := range []string{"/about/", "/_serve/preview.js", "/_serve/events?page=/", "/_board/",
			"/_serve/open"} {
			method, more := "GET", headers
			if actions[p] {
				method, more = "POST", append(
					[]string{"X-Serve-Token: " + d.token, "Content-Length: 2"},
					headers...)
				more = append(more, "", "{}")
			}
			if status, _, body := d.raw(method, p, addr, more...); status != http.StatusForbidden || body != "" {
				t.Errorf("%s %s with %q gets %d and %d bytes", method, p, headers, status, len(body))
			}
		}
	}
	if status, _, _ := d.raw("GET", "/about/", addr, own, "Sec-Fetch-Site: same-origin"); status != http.StatusOK {
		t.Errorf("its own page gets %d", status)
	}
}

// Only the page that a tab opens is sent with the token, and only on this machine.
func TestToken(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	addr := strings.TrimPrefix(d.url, "http://")
	if len(d.token) < 20 {
		t.Fatalf("the token is %q", d.token)
	}
	for headers, want := range map[string]bool{
		"": true, "Sec-Fetch-Dest: document": true, "Sec-Fetch-Dest: empty": false, "Sec-Fetch-Dest: iframe": false,
		"Sec-Fetch-Dest: object": false, "Sec-Fetch-Dest: image": false, "Sec-Fetch-Dest: ": true,
		"Sec-Fetch-Dest: document\r\nSec-Fetch-Dest: iframe": false,
	} {
		for _, p := range []string{"/", "/about/", "/_board/", "/nowhere/"} {
			_, _, body := d.raw("GET", p, addr, headers)
			if strings.Contains(body, d.token) != want || !strings.Contains(body, `id="serve-preview"`) {
				t.Errorf("GET %s with %q: with the token: %v", p, headers, !want)
			}
		}
	}
	for _, p := range []string{"/_serve/preview.js", "/sitemap.xml", "/robots.txt"} {
		if _, body := d.get(p); body == "" || strings.Contains(body, d.token) {
			t.Errorf("%s has the token", p)
		}
	}
	b, _ := json.Marshal(next(t, d.listen("/", "")))
	if strings.Contains(string(b), d.token) {
		t.Error("the event stream has the token")
	}
}

// Who looks from another machine gets no token, and cannot act with one.
func TestOtherMachines(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	h := newHandler(d.rebuilder, &net.TCPAddr{IP: net.IPv4zero, Port: 8081}, "0.0.0.0:8081")
	for peer, near := range map[string]bool{
		"127.0.0.1:5000": true, "127.9.9.9:5000": true, "[::1]:5000": true, "[::ffff:127.0.0.1]:5000": true,
		"192.0.2.7:5000": false, "[2001:db8::7]:5000": false, "[::ffff:192.0.2.7]:5000": false, "": false,
	} {
		ask := func(method, p string) *httptest.ResponseRecorder {
			r := httptest.NewRequest(method, p, strings.NewReader(`{"To":"2028-01-01"}`))
			r.Host, r.RemoteAddr = "127.0.0.1:8081", peer
			r.Header.Set(tokenHeader, h.guard.token)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		page := ask("GET", "/about/").Body.String()
		if !strings.Contains(page, "Deuxième paragraphe") || strings.Contains(page, h.guard.token) != near {
			t.Errorf("%s: with the token: %v", peer, !near)
		}
		if got := ask("POST", "/_serve/now").Code; (got == http.StatusOK) != near {
			t.Errorf("%s acts: %d", peer, got)
		}
	}
}

// What is no page runs nothing when it is opened by itself, and has no origin to act with.
func TestSandbox(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	files := d.clean().Tree.All()
	paths := []string{"/_serve/preview.js", "/_serve/events?page=/", "/_serve/nothing", "/_board", "/about"}
	for _, f := range files {
		paths = append(paths, "/"+f.Path)
	}
	others := 0
	for _, p := range paths {
		_, h, _ := d.raw("GET", p, strings.TrimPrefix(d.url, "http://"))
		policies := h.Values("Content-Security-Policy")
		if len(policies) != 1 {
			t.Fatalf("%s: %q", p, policies)
		}
		if isPage := strings.HasSuffix(p, ".html"); isPage == (policies[0] == noPageCSP) {
			t.Errorf("%s: the policy is %q", p, policies[0])
		} else if !isPage {
			others++
		}
	}
	if others < 15 {
		t.Errorf("only %d files are no pages", others)
	}
}
