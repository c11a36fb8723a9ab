// Package sftp publishes to a folder of a server that speaks SFTP, as shared hosting does.
package sftp

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"artsfactory/cmd/internal/deploy"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A server is a deploy.FileSystem: a folder of a server. A connection that was lost is made anew by the next call.
type server struct {
	address, dir string
	config       func() (*ssh.ClientConfig, error)

	mu     sync.Mutex // guards client
	client *client
}

type client struct {
	*sftp.Client
	conn *ssh.Client
}

// New makes the target sftp://user@host:port/path, where /~/ leads to the user's own folder. Who asks is said by the
// SSH agent or by the environment; see authMethods.
func New(address *url.URL, env func(string) string) (*deploy.FileTarget, error) {
	if _, ok := address.User.Password(); ok {
		return nil, &public.Error{
			What: source.Msg("a password has no place in an address",
				"un mot de passe n’a pas sa place dans une adresse"),
			Hint: source.Msg("set SFTP_PASSWORD in the environment, or use the SSH agent",
				"donnez SFTP_PASSWORD dans l’environnement, ou employez l’agent SSH"),
		}
	}
	s := &server{
		address: net.JoinHostPort(address.Hostname(), cmp.Or(address.Port(), "22")),
		dir:     address.Path,
	}
	if own, ok := strings.CutPrefix(address.Path+"/", "/~/"); ok || own == "/" {
		s.dir = path.Clean(strings.TrimPrefix(own, "/"))
	}
	s.config = func() (*ssh.ClientConfig, error) { return newConfig(s.address, address.User.Username(), env) }
	return deploy.NewFileTarget(s), nil
}

// connect returns the connection, which it makes where there is none.
func (s *server) connect() (*client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		return s.client, nil
	}
	config, err := s.config()
	if err != nil {
		return nil, err
	}
	raw, err := net.DialTimeout("tcp", s.address, config.Timeout)
	if err != nil {
		return nil, err
	}
	conn, channels, requests, err := ssh.NewClientConn(deploy.StallingConn{Conn: raw}, s.address, config)
	if err != nil {
		raw.Close()
		return nil, describeLogin(s.address, err)
	}
	c := &client{conn: ssh.NewClient(conn, channels, requests)}
	if c.Client, err = sftp.NewClient(c.conn, sftp.UseConcurrentWrites(true)); err != nil {
		c.conn.Close()
		return nil, err
	}
	s.client = c
	return c, nil
}

// do does something with the connection, and forgets one that is lost.
func (s *server) do(f func(*client) error) error {
	c, err := s.connect()
	if err != nil {
		return err
	}
	return s.checked(c, f(c))
}

// checked puts an error in plain words where a second try cannot mend it.
func (s *server) checked(c *client, err error) error {
	var status *sftp.StatusError
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrExist):
		return err
	case errors.Is(err, fs.ErrPermission):
		return deploy.NotPermitted(err)
	case errors.As(err, &status):
		if isFull(c.Client, s.dir) {
			return deploy.NoSpace(err)
		}
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == c { // not an answer of the server: the connection is lost
		c.Close()
		c.conn.Close()
		s.client = nil
	}
	return err
}

// isFull asks a server that only said that it failed (OpenSSH's statvfs@openssh.com).
func isFull(c *sftp.Client, dir string) bool {
	if _, ok := c.HasExtension("statvfs@openssh.com"); !ok {
		return false
	}
	v, err := c.StatVFS(dir)
	return err == nil && v.Bavail*v.Frsize < 1<<20
}

func (s *server) at(name string) string { return path.Join(s.dir, name) }

// Open implements deploy.FileSystem.
func (s *server) Open(name string) (io.ReadCloser, error) {
	var f *sftp.File
	err := s.do(func(c *client) (err error) { f, err = c.Open(s.at(name)); return err })
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Create implements deploy.FileSystem.
func (s *server) Create(name string, exclusive bool) (io.WriteCloser, error) {
	flags := os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	if exclusive {
		flags |= os.O_EXCL
	}
	w := &writer{server: s}
	err := s.do(func(c *client) error {
		w.client = c
		return inFolder(c, s.at(name), func() (err error) { w.file, err = c.OpenFile(s.at(name), flags); return err })
	})
	if err != nil && exclusive {
		// Servers of SFTP 3 have no word for "it exists already".
		if there, terr := s.Exists(name); terr == nil && there {
			return nil, fs.ErrExist
		}
	}
	if err != nil {
		return nil, err
	}
	return w, nil
}

// inFolder does something that needs the folder of a name, and makes it first where it is missing.
func inFolder(c *client, name string, do func() error) error {
	err := do()
	if errors.Is(err, fs.ErrNotExist) {
		if err := c.MkdirAll(path.Dir(name)); err != nil {
			return err
		}
		err = do()
	}
	return err
}

// A writer writes a file of the server.
type writer struct {
	*server
	client *client
	file   *sftp.File
}

func (w *writer) Write(b []byte) (int, error) {
	n, err := w.file.Write(b)
	return n, w.checked(w.client, err)
}

// ReadFrom sends several parts at once.
func (w *writer) ReadFrom(r io.Reader) (int64, error) {
	n, err := w.file.ReadFrom(r)
	var known *public.Error
	if errors.As(err, &known) {
		return n, err // of what is read
	}
	return n, w.checked(w.client, err)
}

func (w *writer) Close() error {
	if _, ok := w.client.HasExtension("fsync@openssh.com"); ok {
		if err := w.file.Sync(); err != nil {
			w.file.Close()
			return w.checked(w.client, err)
		}
	}
	return w.checked(w.client, w.file.Close())
}

// Rename implements deploy.FileSystem. A server that cannot replace a file by renaming (OpenSSH's
// posix-rename@openssh.com) has the old one removed first: a visitor may miss it for a moment.
func (s *server) Rename(from, to string) error {
	return s.do(func(c *client) error {
		return inFolder(c, s.at(to), func() error {
			if _, ok := c.HasExtension("posix-rename@openssh.com"); ok {
				return c.PosixRename(s.at(from), s.at(to))
			}
			err := c.Rename(s.at(from), s.at(to))
			if err != nil && !errors.Is(err, fs.ErrNotExist) && c.Remove(s.at(to)) == nil {
				err = c.Rename(s.at(from), s.at(to))
			}
			return err
		})
	})
}

// Link implements deploy.FileSystem.
func (s *server) Link(from, to string) error {
	return s.do(func(c *client) error {
		if _, ok := c.HasExtension("hardlink@openssh.com"); !ok {
			return errors.ErrUnsupported
		}
		return inFolder(c, s.at(to), func() error { return c.Link(s.at(from), s.at(to)) })
	})
}

// Exists implements deploy.FileSystem.
func (s *server) Exists(name string) (bool, error) {
	err := s.do(func(c *client) error { _, err := c.Lstat(s.at(name)); return err })
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Remove implements deploy.FileSystem.
func (s *server) Remove(name string) error {
	return s.do(func(c *client) error { return c.Remove(s.at(name)) })
}

// RemoveEmpty implements deploy.FileSystem.
func (s *server) RemoveEmpty(dir string) error {
	return s.do(func(c *client) error { return c.RemoveDirectory(s.at(dir)) })
}

// RemoveAll implements deploy.FileSystem.
func (s *server) RemoveAll(name string) error {
	return s.do(func(c *client) error { return c.RemoveAll(s.at(name)) })
}

// List implements deploy.FileSystem.
func (s *server) List(dir string) (names []string, err error) {
	err = s.do(func(c *client) error {
		infos, err := c.ReadDir(s.at(dir))
		for _, info := range infos {
			names = append(names, info.Name())
		}
		return err
	})
	return names, err
}
