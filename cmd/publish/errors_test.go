package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fails publishes where it cannot be done, and checks what is said of it in both languages.
func (s *server) fails(t *testing.T, from, en, fr string) {
	t.Helper()
	for lang, want := range map[string]string{"en": en, "fr": fr} {
		out, wrong, status := s.publishes("-lang", lang, "-from", from)
		if status != 1 || !strings.Contains(wrong, want) {
			t.Errorf("-lang %s: status %d, %q, want %q", lang, status, wrong, want)
		}
		for name, secret := range s.env {
			secret = strings.TrimSpace(secret)
			if strings.Contains(name, "ENDPOINT") || name == "AWS_REGION" || secret == "" {
				continue
			}
			if strings.Contains(out+wrong, secret) {
				t.Errorf("%s is told: %q", name, out+wrong)
			}
		}
	}
}

// What a bucket refuses is told, and the old site stays whole.
func TestBucketRefuses(t *testing.T) {
	s := startS3(t)
	from := t.TempDir()
	site := build(t, from, 1)
	s.publish(t, "-from", from)
	build(t, from, 2)
	s.with("AWS_SECRET_ACCESS_KEY", "wrong-wrong").fails(t, from, "AWS_SECRET_ACCESS_KEY is not the one",
		"AWS_SECRET_ACCESS_KEY n’est pas celui")
	s.with("AWS_ACCESS_KEY_ID", "NOBODY").fails(t, from, "does not know AWS_ACCESS_KEY_ID",
		"ne connaît pas AWS_ACCESS_KEY_ID")
	s.with("AWS_ACCESS_KEY_ID", "").fails(t, from, "there are no credentials", "il n’y a pas d’identifiants")
	none := [2]string{"no address that can be published to", "n’est pas une adresse où l’on peut publier"}
	for target, words := range map[string][2]string{
		"s3://nobodys/site":            {`there is no bucket "nobodys"`, "il n’y a pas de bucket"},
		"s3://Bu_cket/site":            {`there is no bucket "Bu_cket"`, "il n’y a pas de bucket"},
		"s3://bucket/../site":          {"a bucket and a prefix, and nothing else", "et un préfixe, rien d’autre"},
		"s3://bucket/a//b":             {"a bucket and a prefix, and nothing else", "et un préfixe, rien d’autre"},
		"s3://bucket:80/site":          {"a bucket and a prefix, and nothing else", "et un préfixe, rien d’autre"},
		"s3://me:" + testSecret + "@b": {"a bucket and a prefix, and nothing else", "et un préfixe, rien d’autre"},
		"s3://bucket/a?b":              none,
		"s3://bucket/a#b":              none,
		"s3:///site":                   none,
		"ftp://host/site":              none,
	} {
		other := s.with("", "")
		other.target = target
		other.fails(t, from, words[0], words[1])
	}
	s.check(t, site)

	// Somebody who may do nothing in the bucket, and whose key is then withdrawn.
	s.administrate(t, "create-user", "--access", "SOMEBODY", "--secret", testSecret+"2", "--role", "user")
	somebody := s.with("AWS_ACCESS_KEY_ID", "SOMEBODY").with("AWS_SECRET_ACCESS_KEY", testSecret+"2")
	somebody.fails(t, from, "does not permit this: AccessDenied", "ne le permet pas : AccessDenied")
	s.administrate(t, "delete-user", "--access", "SOMEBODY")
	somebody.fails(t, from, "does not know AWS_ACCESS_KEY_ID", "ne connaît pas AWS_ACCESS_KEY_ID")
	s.check(t, site)
}

// A store that passes over conditions, so that publishers would mix, is found out before anything is published.
func TestBucketWithoutConditions(t *testing.T) {
	from := t.TempDir()
	build(t, from, 1)
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPut {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "<Error><Code>NoSuchKey</Code></Error>")
		} else if !strings.HasSuffix(r.URL.Path, ".publish/target.json") {
			t.Errorf("%s is published", r.URL.Path)
		}
		w.Header().Set("ETag", `"1"`)
	}))
	defer store.Close()
	s := &server{target: "s3://bucket/site", env: map[string]string{"AWS_ACCESS_KEY_ID": testKey,
		"AWS_SECRET_ACCESS_KEY": testSecret, "AWS_ENDPOINT_URL": store.URL}}
	s.fails(t, from, "cannot do what publishing needs", "ne sait pas ce qu’il faut")
}

// A bucket that keeps what is removed is no place where something is forgotten, and that is told.
func TestBucketKeepsVersions(t *testing.T) {
	s := startS3(t)
	from := t.TempDir()
	build(t, from, 1)
	if _, wrong, status := s.publishes("-lang", "en", "-from", from, "-forget"); status != 0 || wrong != "" {
		t.Errorf("status %d: %s", status, wrong)
	}
	if err := s.client(t).EnableVersioning(t.Context(), "bucket"); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{2, 3} {
		site := build(t, from, n)
		_, wrong, status := s.publishes("-lang", "en", "-from", from, "-forget")
		if status != 0 || !strings.Contains(wrong, "the bucket keeps old versions of files") {
			t.Errorf("status %d: %s", status, wrong)
		}
		s.check(t, site)
	}
}

// The codes that stores answer with lead to words that help. No clock, key or disk here can be made to bring them.
func TestBucketAnswers(t *testing.T) {
	from := t.TempDir()
	build(t, from, 1)
	for _, c := range []struct {
		status       int
		code, en, fr string
	}{
		{403, "AccessDenied", "does not permit", "ne le permet pas"},
		{400, "ExpiredToken", "have expired", "ont expiré"},
		{403, "RequestTimeTooSkewed", "set the clock", "réglez l’horloge"},
		{507, "XMinioStorageFull", "the target is full", "la destination est pleine"},
		{400, "AuthorizationHeaderMalformed", "set AWS_REGION to eu-fiction-1", "AWS_REGION la valeur eu-fiction-1"},
		{501, "NotImplemented", "cannot do what publishing needs", "ne sait pas"},
		{503, "SlowDown", "did not answer as it should, 5 times", "n’a pas répondu comme il faut, 5 fois"},
	} {
		store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(c.status)
			fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no</Message><Region>eu-fiction-1</Region></Error>", c.code)
		}))
		s := &server{target: "s3://bucket/site", env: map[string]string{"AWS_ACCESS_KEY_ID": testKey,
			"AWS_SECRET_ACCESS_KEY": testSecret, "AWS_ENDPOINT_URL": store.URL}}
		s.fails(t, from, c.en, c.fr)
		store.Close()
	}
}

// Who is not the server that is known gets no password, and who has none is told.
func TestServerRefuses(t *testing.T) {
	s, other := startSFTP(t), startSFTP(t)
	from := t.TempDir()
	site := build(t, from, 1)
	s.publish(t, "-from", from)
	build(t, from, 2)
	s.with("SFTP_PRIVATE_KEY", other.env["SFTP_PRIVATE_KEY"]).fails(t, from, "does not accept the credentials",
		"refuse les identifiants")
	s.with("SFTP_PRIVATE_KEY", "").fails(t, from, "start the SSH agent", "lancez l’agent SSH")
	s.with("SFTP_KNOWN_HOSTS", other.env["SFTP_KNOWN_HOSTS"]).fails(t, from, "is not known to this machine",
		"ne connaît pas le serveur")
	key := strings.Fields(other.env["SFTP_KNOWN_HOSTS"])[2]
	line := strings.Fields(s.env["SFTP_KNOWN_HOSTS"])
	s.with("SFTP_KNOWN_HOSTS", line[0]+" "+line[1]+" "+key).fails(t, from, "its key is another", "sa clé est autre")
	secret := s.with("", "")
	secret.target = strings.Replace(s.target, "me@", "me:word@", 1)
	secret.fails(t, from, "a password has no place in an address", "pas sa place dans une adresse")
	s.check(t, site)

	password := s.with("SFTP_PRIVATE_KEY", "").with("SFTP_PASSWORD", testSecret)
	password.publish(t, "-from", from)
}

// A disk that is full leaves the old site whole, and says so.
func TestFull(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can make a small disk")
	}
	servers(t, func(t *testing.T, s *server) {
		if err := os.MkdirAll(s.dir, 0o777); err != nil {
			t.Fatal(err)
		}
		disk := s.dir
		if strings.HasPrefix(s.target, "s3:") { // the store renames from beside the site
			disk = filepath.Dir(s.dir)
		}
		if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs",
			disk).CombinedOutput(); err != nil {
			t.Skipf("no small disk can be made here: %s", out)
		}
		t.Cleanup(func() { _ = exec.Command("umount", "-l", disk).Run() })
		from := t.TempDir()
		site := build(t, from, 1)
		s.publish(t, "-from", from)
		if err := os.WriteFile(filepath.Join(disk, "big"), make([]byte, 2<<20), 0o666); err == nil {
			t.Fatal("the disk is not full")
		}
		build(t, from, 2, 3, 4, 5)
		s.fails(t, from, "the target is full", "la destination est pleine")
		if err := s.crawl(); err != nil {
			t.Error(err)
		}
		for path, text := range site {
			if s.files(t)[path] != text {
				t.Errorf("%s is not what it was", path)
			}
		}
		if err := os.Remove(filepath.Join(disk, "big")); err != nil {
			t.Fatal(err)
		}
		site = build(t, from, 6)
		s.publish(t, "-from", from)
		s.check(t, site)
	})
}

// A change of one page costs five requests at most, however many pages there are.
func TestRequests(t *testing.T) {
	defer func(l time.Duration) { lease = l }(lease)
	lease = time.Hour // no claim is renewed
	s := startS3(t)
	from := t.TempDir()
	numbers := make([]int, 200)
	build(t, from, numbers...)
	s.publish(t, "-from", from)
	for n := range 6 {
		page := filepath.Join(from, "films", fmt.Sprint(n), "index.html")
		data, err := os.ReadFile(page)
		if err == nil {
			err = os.WriteFile(page, append(data, " page"...), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		before := s.proxy.asked.Load()
		s.publish(t, "-from", from)
		if asked := s.proxy.asked.Load() - before; asked > 5 {
			t.Errorf("change %d: %d requests", n, asked)
		}
	}
	before := s.proxy.asked.Load()
	s.publish(t, "-from", from)
	if asked := s.proxy.asked.Load() - before; asked != 1 {
		t.Errorf("without a change: %d requests", asked)
	}
}
