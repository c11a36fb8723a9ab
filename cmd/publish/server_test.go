package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// A server is a host that a test publishes to, and the folder where it has its files.
type server struct {
	target string
	env    map[string]string
	dir    string
	proxy  *proxy // between the two; nil for a folder
}

func (s *server) getenv(name string) string { return s.env[name] }

// with is the server as somebody else sees it.
func (s *server) with(name, value string) *server {
	env := map[string]string{}
	for k, v := range s.env {
		env[k] = v
	}
	env[name] = value
	return &server{s.target, env, s.dir, s.proxy}
}

// servers are one of each kind, by name, for tests that hold for all.
func servers(t *testing.T, test func(*testing.T, *server)) {
	kinds := map[string]func(testing.TB) *server{"folder": startFolder, "s3": startS3, "sftp": startSFTP}
	for name, start := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // much of it is waiting
			test(t, start(t))
		})
	}
}

func startFolder(t testing.TB) *server {
	dir := t.TempDir()
	return &server{target: dir, dir: dir, env: map[string]string{}}
}

// tool finds a program that a test needs; where it is missing the test is skipped, loudly, and fails with CI=true.
func tool(t testing.TB, missing string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

const (
	testKey    = "AKIDFICTION"
	testSecret = "not-a-secret-of-anybody"
)

// startS3 starts versitygw, which checks signatures and conditions.
func startS3(t testing.TB) *server {
	path := tool(t, "NO S3 SERVER: publishing to a bucket is not tested; go install "+
		"github.com/versity/versitygw/cmd/versitygw@v1.8.0", "versitygw", filepath.Join(goBin(), "versitygw"))
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "bucket"), 0o777); err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	iam, versions := t.TempDir(), t.TempDir()
	cmd := exec.Command(path, "--quiet", "--keep-alive", "--access", testKey, "--secret", testSecret, "--port",
		address, "--iam-dir", iam, "--iam-cache-disable", "posix", "--versioning-dir", versions, root)
	startProcess(t, cmd)
	waitFor(t, address)
	p := newProxy(t, address)
	env := map[string]string{
		"AWS_ACCESS_KEY_ID": testKey, "AWS_SECRET_ACCESS_KEY": testSecret, "AWS_ENDPOINT_URL": "http://" + p.address}
	return &server{"s3://bucket/site", env, filepath.Join(root, "bucket", "site"), p}
}

func goBin() string {
	out, _ := exec.Command("go", "env", "GOBIN", "GOPATH").Output()
	bin, path, _ := strings.Cut(strings.TrimSuffix(string(out), "\n"), "\n")
	return cmp.Or(bin, filepath.Join(path, "bin"))
}

func freeAddress(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func startProcess(t testing.TB, cmd *exec.Cmd) {
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
}

func waitFor(t testing.TB, address string) {
	for range 200 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the server does not answer")
}

// administrate has versitygw do something with its users.
func (s *server) administrate(t *testing.T, args ...string) {
	t.Helper()
	path := tool(t, "versitygw is gone", "versitygw", filepath.Join(goBin(), "versitygw"))
	cmd := exec.Command(path, append([]string{"admin", "--access", testKey, "--secret", testSecret, "--endpoint-url",
		s.env["AWS_ENDPOINT_URL"]}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func (s *server) client(t *testing.T) *minio.Client {
	u, _ := url.Parse(s.env["AWS_ENDPOINT_URL"])
	c, err := minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(testKey, testSecret, "")})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// head asks the bucket for the headers of an object.
func (s *server) head(t *testing.T, path string) http.Header {
	info, err := s.client(t).StatObject(context.Background(), "bucket", "site/"+path, minio.StatObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	h := info.Metadata
	h.Set("Content-Type", info.ContentType)
	return h
}

// startSFTP starts an SSH server whose one service is OpenSSH's sftp-server.
func startSFTP(t testing.TB) *server {
	path := tool(t, "NO SFTP SERVER: publishing by SFTP is not tested; apt install openssh-sftp-server",
		"sftp-server", "/usr/lib/openssh/sftp-server", "/usr/libexec/sftp-server", "/usr/lib/ssh/sftp-server")
	dir := t.TempDir()
	_, hostKey, _ := ed25519.GenerateKey(rand.Reader)
	host, err := ssh.NewSignerFromKey(hostKey)
	if err != nil {
		t.Fatal(err)
	}
	public, userKey, _ := ed25519.GenerateKey(rand.Reader)
	allowed, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	config := &ssh.ServerConfig{
		PasswordCallback: func(_ ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
			if string(password) == testSecret {
				return nil, nil
			}
			return nil, errors.New("no")
		},
		PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			if string(key.Marshal()) == string(allowed.Marshal()) {
				return nil, nil
			}
			return nil, errors.New("no")
		},
	}
	config.AddHostKey(host)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serveSFTP(c, config, path)
		}
	}()
	p := newProxy(t, l.Addr().String())
	block, err := ssh.MarshalPrivateKey(userKey, "")
	if err != nil {
		t.Fatal(err)
	}
	return &server{target: "sftp://me@" + p.address + dir, dir: dir, proxy: p, env: map[string]string{
		"SFTP_PRIVATE_KEY": string(pem.EncodeToMemory(block)),
		"SFTP_KNOWN_HOSTS": knownhosts.Line([]string{p.address}, host.PublicKey())}}
}

func serveSFTP(c net.Conn, config *ssh.ServerConfig, path string) {
	defer c.Close()
	_, channels, requests, err := ssh.NewServerConn(c, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for ch := range channels {
		channel, requests, err := ch.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range requests {
				ok := r.Type == "subsystem" && strings.HasSuffix(string(r.Payload), "sftp")
				_ = r.Reply(ok, nil)
				if !ok {
					continue
				}
				cmd := exec.Command(path)
				cmd.Stdout = channel
				in, err := cmd.StdinPipe()
				if err != nil || cmd.Start() != nil {
					channel.Close()
					continue
				}
				go func() { _, _ = io.Copy(in, channel); in.Close(); _ = cmd.Wait(); channel.Close() }()
			}
		}()
	}
}

// A proxy passes bytes on, and counts those that a publisher sends. It can cut all connections at one of them.
type proxy struct {
	address string
	sent    atomic.Int64
	asked   atomic.Int64 // HTTP requests
	cut     atomic.Int64 // the connection is cut when so many bytes were sent; 0: never
	down    atomic.Bool  // and there is none from then on

	mu    sync.Mutex
	conns []net.Conn
}

func newProxy(t testing.TB, to string) *proxy {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{address: l.Addr().String()}
	t.Cleanup(func() { l.Close(); p.cutAll() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s, err := net.Dial("tcp", to)
			if err != nil || p.down.Load() && p.cut.Load() < 0 {
				c.Close()
				continue
			}
			p.mu.Lock()
			p.conns = append(p.conns, c, s)
			p.mu.Unlock()
			go func() { _, _ = io.Copy(c, s); c.Close() }()
			go func() { _, _ = io.Copy(s, counted{c, p}); s.Close() }()
		}
	}()
	return p
}

func (p *proxy) cutAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

type counted struct {
	net.Conn
	proxy *proxy
}

func (c counted) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	sent := c.proxy.sent.Add(int64(n))
	c.proxy.asked.Add(int64(bytes.Count(b[:n], []byte(" HTTP/1.1\r\n"))))
	if cut := c.proxy.cut.Load(); cut > 0 && sent >= cut && c.proxy.cut.CompareAndSwap(cut, -1) {
		c.proxy.cutAll()
		return max(0, n-int(sent-cut)), io.EOF
	}
	return n, err
}
