package hosting

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"artsfactory/cmd/internal/public"

	"github.com/andybalholm/brotli"
)

// fiction is an invented site, below a path, with the address classes that hosts have to tell apart.
var fiction = Site{Host: "fiction.example", Base: "/site/",
	NotFound: []string{"/site/404.html", "/site/ar/404.html", "/site/en/404.html"},
	Redirects: []Redirect{{"/site/ar/قديم/", "/site/ar/films/zero/"}, {"/site/old.html", "/site/films/zero/"},
		{"/site/old/one/", "/site/films/zero/"}}}

var files = map[string]string{
	"index.html": "<title>home</title>", "films/zero/index.html": strings.Repeat("<title>zero</title>", 50),
	"ar/films/zero/index.html": "<title>ar</title>", "assets/site-0123.css": "body{}", "feed.xml": "<feed/>",
	"agenda.ics": "BEGIN:VCALENDAR", "feed.json": "{}", "robots.txt": "User-agent: *", "404.html": "lost",
	"ar/404.html": "lost in ar", "en/404.html": "lost in en", ".publish/target.json": "secret",
}

// writeSite writes the files below root, with Brotli and gzip beside one of them.
func writeSite(t *testing.T, root string) {
	write := func(name string, data []byte) {
		name = filepath.Join(root, "site", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		write(name, []byte(text))
	}
	const page = "films/zero/index.html"
	var br, gz bytes.Buffer
	b, g := brotli.NewWriter(&br), gzip.NewWriter(&gz)
	for _, w := range []io.WriteCloser{b, g} {
		if _, err := io.WriteString(w, files[page]); err != nil {
			t.Fatal(err)
		}
		w.Close()
	}
	write(page+".br", br.Bytes())
	write(page+".gz", gz.Bytes())
	for dir := root; dir != "/" && dir != os.TempDir(); dir = filepath.Dir(dir) {
		_ = os.Chmod(dir, 0o755) // servers run as another user
	}
}

// An answer is what a visitor is told.
type answer struct {
	status   int
	location string
	body     string
	headers  map[string]string
}

func ask(t *testing.T, address, path, encoding string) answer {
	request, err := http.NewRequest("GET", "http://"+address+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = fiction.Host
	request.Header.Set("Accept-Encoding", encoding)
	r, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body := io.Reader(r.Body)
	switch r.Header.Get("Content-Encoding") {
	case "br":
		body = brotli.NewReader(body)
	case "gzip":
		if body, err = gzip.NewReader(body); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{r.StatusCode, strings.TrimPrefix(r.Header.Get("Location"), "http://"+fiction.Host), string(data),
		map[string]string{}}
	for _, name := range []string{"Content-Type", "Content-Encoding", "Cache-Control", "Content-Security-Policy",
		"X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
		"X-Frame-Options"} {
		a.headers[name] = r.Header.Get(name)
	}
	return a
}

// Every server answers with the same headers, redirects and errors: what the rules say.
func TestServers(t *testing.T) {
	for _, s := range []struct {
		name  string
		start func(*testing.T, string, string) *exec.Cmd
	}{{"nginx", startNginx}, {"apache2", startApache}, {"caddy", startCaddy}} {
		t.Run(s.name, func(t *testing.T) {
			program, err := exec.LookPath(s.name)
			if err != nil {
				program, err = exec.LookPath("/usr/sbin/" + s.name)
			}
			if err != nil {
				missing := "NO " + s.name + ": what the configuration for it does is not tested; apt install it"
				if os.Getenv("CI") == "true" {
					t.Fatal(missing)
				}
				t.Skip(missing)
			}
			root, address := t.TempDir(), freeAddress(t)
			writeSite(t, root)
			cmd := s.start(t, root, address)
			var log bytes.Buffer
			cmd.Path, cmd.Stdout, cmd.Stderr = program, &log, &log
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				_ = cmd.Process.Signal(os.Interrupt)
				_ = cmd.Wait()
				if t.Failed() {
					t.Log(log.String())
				}
			})
			waitFor(t, address)
			checkServer(t, address)
		})
	}
}

func checkServer(t *testing.T, address string) {
	for path, name := range map[string]string{"/site/": "index.html", "/site/films/zero/": "films/zero/index.html",
		"/site/ar/films/zero/": "ar/films/zero/index.html", "/site/assets/site-0123.css": "assets/site-0123.css",
		"/site/feed.xml": "feed.xml", "/site/agenda.ics": "agenda.ics", "/site/feed.json": "feed.json",
		"/site/robots.txt": "robots.txt"} {
		a := ask(t, address, path, "identity")
		want := map[string]string{"Content-Type": ContentType(name)}
		for _, h := range headers(name) {
			want[h.Name] = h.Value
		}
		if a.status != 200 || a.body != files[name] {
			t.Errorf("%s: status %d, %q", path, a.status, a.body)
		}
		for header, got := range a.headers {
			if got != want[header] {
				t.Errorf("%s: %s is %q, want %q", path, header, got, want[header])
			}
		}
	}
	for path, to := range map[string]string{"/site/old/one/": "/site/films/zero/",
		"/site/old/one":  "/site/films/zero/",
		"/site/old.html": "/site/films/zero/", "/site/ar/%D9%82%D8%AF%D9%8A%D9%85/": "/site/ar/films/zero/"} {
		if a := ask(t, address, path, "identity"); a.status != 301 || a.location != to {
			t.Errorf("%s: status %d to %q, want %q", path, a.status, a.location, to)
		}
	}
	for path, body := range map[string]string{"/site/none/": "lost", "/site/ar/none/": "lost in ar",
		"/site/en/none": "lost in en", "/site/.publish/target.json": "lost", "/site/assets/none.css": "lost"} {
		a := ask(t, address, path, "identity")
		if a.status != 404 || a.body != body || a.headers["X-Content-Type-Options"] != "nosniff" ||
			strings.Contains(a.headers["Cache-Control"], "immutable") ||
			!strings.HasPrefix(a.headers["Content-Type"], "text/html") {
			t.Errorf("%s: status %d, %q, %v", path, a.status, a.body, a.headers)
		}
	}
	for accept, want := range map[string]string{"gzip, deflate, br": "br", "gzip": "gzip", "identity": ""} {
		a := ask(t, address, "/site/films/zero/", accept)
		if a.headers["Content-Encoding"] != want || a.body != files["films/zero/index.html"] ||
			a.headers["Content-Type"] != ContentType(".html") {
			t.Errorf("accepting %s: %v, %q", accept, a.headers, a.body)
		}
	}
}

func startNginx(t *testing.T, root, address string) *exec.Cmd {
	site := string(fiction.Nginx())
	site = strings.Replace(site, "listen 80;", "listen "+address+";", 1)
	site = strings.Replace(site, "root /var/www/fiction.example;", "root "+root+";", 1)
	modules := ""
	if _, err := os.Stat("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"); err == nil {
		modules = "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\n"
	}
	config := modules + "daemon off;\npid " + root + "/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n" +
		"client_body_temp_path " + root + "/1;\nproxy_temp_path " + root + "/2;\nfastcgi_temp_path " + root + "/3;\n" +
		"uwsgi_temp_path " + root + "/4;\nscgi_temp_path " + root + "/5;\n" + site + "}\n"
	return &exec.Cmd{Args: []string{"nginx", "-c", writeConfig(t, root, config), "-e", "stderr"}}
}

func startApache(t *testing.T, root, address string) *exec.Cmd {
	if err := os.WriteFile(filepath.Join(root, "site", ".htaccess"), fiction.Apache(), 0o666); err != nil {
		t.Fatal(err)
	}
	config := "ServerName fiction.example\nListen " + address + "\nPidFile " + root + "/pid\nErrorLog /dev/stderr\n"
	for _, m := range []string{"mpm_event", "authz_core", "dir", "mime", "headers", "rewrite"} {
		config += fmt.Sprintf("LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", m, m)
	}
	config += "User www-data\nGroup www-data\nTypesConfig /etc/mime.types\nDocumentRoot " + root +
		"\n<Directory " + root + ">\nAllowOverride All\nRequire all granted\n</Directory>\n"
	return &exec.Cmd{Args: []string{"apache2", "-X", "-f", writeConfig(t, root, config)}}
}

func startCaddy(t *testing.T, root, address string) *exec.Cmd {
	site := string(fiction.Caddy())
	_, port, _ := strings.Cut(address, ":")
	site = strings.Replace(site, "fiction.example {", "http://fiction.example:"+port+" {\n\tbind 127.0.0.1\n", 1)
	site = strings.Replace(site, "root * /var/www/fiction.example", "root * "+root, 1)
	name := writeConfig(t, root, "{\n\tadmin off\n\tauto_https off\n}\n"+site)
	cmd := &exec.Cmd{Args: []string{"caddy", "run", "--adapter", "caddyfile", "--config", name}}
	cmd.Env = append(os.Environ(), "HOME="+root, "XDG_CONFIG_HOME="+root, "XDG_DATA_HOME="+root)
	return cmd
}

func writeConfig(t *testing.T, root, text string) string {
	name := filepath.Join(root, "config")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func waitFor(t *testing.T, address string) {
	for range 200 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the server does not answer")
}

// The file _redirects says when it is more than Cloudflare takes.
func TestRedirectsFile(t *testing.T) {
	file, fits := fiction.RedirectsFile()
	want := "/site/ar/%D9%82%D8%AF%D9%8A%D9%85/ /site/ar/films/zero/ 301\n" +
		"/site/ar/%D9%82%D8%AF%D9%8A%D9%85 /site/ar/films/zero/ 301\n/site/old.html /site/films/zero/ 301\n" +
		"/site/old/one/ /site/films/zero/ 301\n/site/old/one /site/films/zero/ 301\n"
	if string(file) != want || !fits {
		t.Errorf("%s fits: %t", file, fits)
	}
	many := Site{Redirects: make([]Redirect, MaxRedirects+1)}
	if _, fits := many.RedirectsFile(); fits {
		t.Error("2,001 rules fit")
	}
	long := Site{Redirects: []Redirect{{"/" + strings.Repeat("a", MaxRedirectLength), "/"}}}
	if _, fits := long.RedirectsFile(); fits {
		t.Error("a rule of more than 1,000 characters fits")
	}
}

// headers are those of an answer at a path below the base, the media type aside.
func headers(name string) []Header {
	h := append(slices.Clone(security), Header{"Cache-Control", CacheControl(name)})
	_, ending, _ := strings.Cut(name[strings.LastIndexByte(name, '/')+1:], ".")
	if strings.HasPrefix(name, public.AssetsFolder) ||
		slices.Contains(noPages, ending[strings.LastIndexByte(ending, '.')+1:]) {
		h = append(h, Header{"Content-Security-Policy", noPage})
	}
	return h
}
