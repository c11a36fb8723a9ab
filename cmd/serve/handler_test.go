package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// But for the script and the place of the policy, what is served is what is published.
func TestServedIsPublished(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	script := regexp.MustCompile(`<script id="serve-preview"[^>]*></script>`)
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`)
	pages := 0
	for _, f := range d.clean().Tree.All() {
		want, _ := f.Bytes()
		r, err := http.Get(d.url + "/" + f.Path)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if !strings.HasSuffix(f.Path, ".html") {
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs", f.Path)
			}
			continue
		}
		pages++
		m := policy.FindSubmatch(want)
		if m == nil {
			t.Fatalf("%s has no policy of its own", f.Path)
		}
		if rules := html.UnescapeString(string(m[1])); r.Header.Get(
			"Content-Security-Policy",
		) != rules+";frame-ancestors 'self'" {
			t.Errorf("%s: the policy is %s, not %s", f.Path, r.Header.Get("Content-Security-Policy"), rules)
		}
		if got := script.ReplaceAll(got, nil); !bytes.Equal(got, policy.ReplaceAll(want, nil)) {
			t.Errorf("%s differs by more than the script", f.Path)
		}
	}
	if pages < 10 {
		t.Errorf("only %d pages", pages)
	}
}

func TestAdmit(t *testing.T) {
	for policy, want := range map[string]string{
		"default-src 'none';script-src 'self';connect-src 'self'": "default-src 'none';script-src 'self';" +
			"connect-src 'self';frame-ancestors 'self'",
		"default-src 'none'": "default-src 'none';script-src 'self';connect-src 'self';frame-ancestors 'self'",
		"script-src 'none'; connect-src https://a.example": "script-src 'self' ; connect-src https://a.example",
	} {
		got := relaxCSP(policy)
		if policy == "script-src 'none'; connect-src https://a.example" {
			if !strings.Contains(got, "script-src 'self'") ||
				!strings.Contains(got, "connect-src 'self' https://a.example") ||
				strings.Contains(got, "'none'") {
				t.Errorf("admit(%q) = %q", policy, got)
			}
			continue
		}
		if got != want {
			t.Errorf("admit(%q) = %q, not %q", policy, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	files := fiction()
	files["content/site.yaml"] = strings.Replace(
		files["content/site.yaml"],
		"fiction.example/",
		"fiction.example/site/",
		1,
	)
	d := startServer(t, files)
	client := &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	for _, x := range []struct {
		path   string
		status int
		want   string // what the body says, or where a redirect leads
	}{
		{"/", 302, "/site/"}, {"/site", 302, "/site/"}, {"/site/", 200, "Accueil"},
		{"/site/about", 302, "/site/about/"}, {"/site/about/", 200, "Deuxième"},
		{"/site/about/index.html", 200, "Deuxième"}, {"/site/ar/about/", 200, `dir="rtl"`},
		{"/site/nothing/", 404, `lang="fr"`}, {"/site/ar/nothing/", 404, `lang="ar"`},
		{"/site/en/a/b.png", 404, `lang="en"`}, {"/elsewhere/", 404, `lang="fr"`},
		{"/site/sitemap.xml", 200, "<urlset"}, {"/site/robots.txt", 200, "Sitemap"},
	} {
		r, err := client.Get(d.url + x.path)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode != x.status || !strings.Contains(string(b)+r.Header.Get("Location"), x.want) {
			t.Errorf("GET %s: %d, Location %q, %.60q", x.path, r.StatusCode, r.Header.Get("Location"), b)
		}
	}
}

// Media are served in parts, as players ask for them.
func TestRange(t *testing.T) {
	t.Parallel()
	d := startServer(t, stage(t))
	_, page := d.get("/stage/")
	video := regexp.MustCompile(`/assets/[^"]*webm`).FindString(page)
	r, _ := http.NewRequest("GET", d.url+video, nil)
	r.Header.Set("Range", "bytes=4-9")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	b, _ := io.ReadAll(got.Body)
	if policy := got.Header.Get("Content-Security-Policy"); policy != noPageCSP {
		t.Errorf("the policy is %q", policy)
	}
	if got.StatusCode != 206 || len(b) != 6 || got.Header.Get("Content-Type") != "video/webm" {
		t.Errorf("%d, %d bytes, %s", got.StatusCode, len(b), got.Header.Get("Content-Type"))
	}
}

// A part of a long film is read, not all of it: several players at once would need more memory
// than there is.
func TestRangeOfLongFilm(t *testing.T) {
	const long = 64 << 20
	files := stage(t)
	film := files["assets/video/marche.webm"]
	files["assets/video/marche.webm"] = film + void(strings.Repeat("x", long-len(film)-9))
	d := startServer(t, files)
	_, page := d.get("/stage/")
	video := regexp.MustCompile(`/assets/[^"]*webm`).FindString(page)
	end := files["assets/video/marche.webm"][long-6:]
	part := func(method string) (*http.Response, string) {
		t.Helper()
		r, _ := http.NewRequest(method, d.url+video, nil)
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", long-6))
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		b, _ := io.ReadAll(got.Body)
		return got, string(b)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 3 {
		if got, b := part("GET"); got.StatusCode != 206 || b != end ||
			got.Header.Get("Content-Type") != "video/webm" {
			t.Errorf("%d, %.40q, %s", got.StatusCode, b, got.Header.Get("Content-Type"))
		}
		if got, _ := part("HEAD"); got.StatusCode != 206 || got.ContentLength != 6 {
			t.Errorf("HEAD: %d, %d bytes", got.StatusCode, got.ContentLength)
		}
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > long/4 {
		t.Errorf("six bytes of a film of %d MiB take %d MiB", long>>20, n>>20)
	}
	// A film that is touched is the same; one that is another is another, at another address.
	now := time.Now().Add(time.Hour)
	if err := os.Chtimes(d.abs("assets/video/marche.webm"), now, now); err != nil {
		t.Fatal(err)
	}
	if got, b := part("GET"); got.StatusCode != 206 || b != end {
		t.Errorf("touched: %d, %.40q", got.StatusCode, b)
	}
	another := film + void("another film")
	d.write("assets/video/marche.webm", another)
	until(t, "the other film", func() bool {
		_, page := d.get("/stage/")
		other := regexp.MustCompile(`/assets/[^"]*webm`).FindString(page)
		status, body := d.get(other)
		return other != video && status == 200 && len(body) == len(another)
	})
	if got, b := part("GET"); got.StatusCode != 404 {
		t.Errorf("the old address: %d, %.20q", got.StatusCode, b)
	}
}

// void is an element that players of WebM skip (EBML, RFC 8794, section 11.3.2).
func void(data string) string {
	return "\xec\x01" + string(binary.BigEndian.AppendUint64(nil, uint64(len(data)))[1:]) + data
}

// do asks for an action as a page does.
func (d *testServer) do(what string, wish any) actionReply {
	d.t.Helper()
	b, _ := json.Marshal(wish)
	r, _ := http.NewRequest("POST", d.url+"/_serve/"+what, bytes.NewReader(b))
	r.Header.Set(tokenHeader, d.token)
	r.Header.Set("Origin", d.url)
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer got.Body.Close()
	var out actionReply
	if err := json.NewDecoder(got.Body).Decode(&out); err != nil {
		d.t.Fatalf("%s: %d, %v", what, got.StatusCode, err)
	}
	return out
}

// The board shows what is missing, works under its own policy, and follows.
func TestBoard(t *testing.T) {
	t.Parallel()
	d := startServer(t, fiction())
	r, err := http.Get(d.url + "/_board/")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(r.Body)
	r.Body.Close()
	nonce := regexp.MustCompile(`<style nonce="([^"]+)">`).FindSubmatch(b)
	if nonce == nil || !strings.Contains(r.Header.Get("Content-Security-Policy"), "'nonce-"+string(nonce[1])+"'") {
		t.Errorf("the style is not let in: %s", r.Header.Get("Content-Security-Policy"))
	}
	if !strings.Contains(string(b), `data-path="content/sessions/edition-1.md"`) {
		t.Error("the unknown fee is not on the board")
	}
	here := d.listen("/_board/", r.Header.Get("Serve-ETag"))
	if m := next(t, here); m.Page != pageSame {
		t.Errorf("%+v", m)
	}
	d.edit("content/sessions/edition-1.md", "fee: unknown\n", "")
	if m := next(t, here); m.Page != pageChanged {
		t.Errorf("%+v", m)
	}
	if _, page := d.get("/_board/?weigh=1"); strings.Contains(
		page,
		`data-path="content/sessions/edition-1.md" data-line="8"`,
	) {
		t.Error("the board does not follow")
	}
}
