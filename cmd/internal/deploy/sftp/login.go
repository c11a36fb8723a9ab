package sftp

import (
	"cmp"
	"errors"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"

	"artsfactory/cmd/internal/deploy"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// newConfig is how a server is asked, and who it has to be.
func newConfig(address, name string, env func(string) string) (*ssh.ClientConfig, error) {
	if name == "" {
		if u, err := user.Current(); err == nil {
			name = u.Username
		}
	}
	auth, err := authMethods(env)
	if err != nil {
		return nil, err
	}
	known, err := knownHosts(address, env)
	if err != nil {
		return nil, err
	}
	return &ssh.ClientConfig{User: name, Auth: auth, Timeout: 20 * time.Second, HostKeyCallback: known,
		HostKeyAlgorithms: knownAlgorithms(known, address)}, nil
}

// authMethods are those of SFTP_PRIVATE_KEY (a key in OpenSSH's form, not the name of a file), of the agent at
// SSH_AUTH_SOCK, and of SFTP_PASSWORD, in this order.
func authMethods(env func(string) string) (methods []ssh.AuthMethod, err error) {
	if key := env("SFTP_PRIVATE_KEY"); key != "" {
		signer, err := ssh.ParsePrivateKey([]byte(key))
		if err != nil {
			return nil, deploy.WrongSecret(errors.New("SFTP_PRIVATE_KEY"), source.Msg(
				"it is a private key without a passphrase, all its lines; one with a passphrase belongs to the SSH "+
					"agent",
				"c’est une clé privée sans phrase secrète, toutes ses lignes ; sinon, confiez-la à l’agent SSH"))
		}
		methods = append(methods, ssh.PublicKeys(signer))
	}
	if socket := env("SSH_AUTH_SOCK"); socket != "" {
		if conn, err := net.Dial("unix", socket); err == nil {
			methods = append(methods, ssh.PublicKeysCallback(agent.NewClient(conn).Signers))
		}
	}
	if password := env("SFTP_PASSWORD"); password != "" {
		methods = append(methods, ssh.Password(password), ssh.KeyboardInteractive(
			func(_, _ string, questions []string, _ []bool) ([]string, error) {
				answers := make([]string, len(questions))
				for i := range answers {
					answers[i] = password
				}
				return answers, nil
			}))
	}
	if len(methods) == 0 {
		return nil, &public.Error{
			What: source.Msg("there are no credentials for the server", "il n’y a pas d’identifiants pour le serveur"),
			Hint: source.Msg("start the SSH agent (ssh-add), or set SFTP_PASSWORD or SFTP_PRIVATE_KEY in the "+
				"environment",
				"lancez l’agent SSH (ssh-add), ou donnez SFTP_PASSWORD ou SFTP_PRIVATE_KEY dans l’environnement"),
		}
	}
	return methods, nil
}

// knownHosts accepts the servers whose keys stand in SFTP_KNOWN_HOSTS, a text of such lines, or else in the user's
// ~/.ssh/known_hosts.
func knownHosts(address string, env func(string) string) (ssh.HostKeyCallback, error) {
	home, err := os.UserHomeDir()
	file := filepath.Join(cmp.Or(env("HOME"), home), ".ssh", "known_hosts")
	if text := env("SFTP_KNOWN_HOSTS"); text != "" {
		var f *os.File
		if f, err = os.CreateTemp("", "known_hosts"); err != nil {
			return nil, err
		}
		defer os.Remove(f.Name())
		_, err = f.WriteString(text + "\n")
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		file = f.Name()
	}
	known, err := knownhosts.New(file)
	if err != nil {
		return nil, unknownHost(address, err)
	}
	return known, nil
}

// knownAlgorithms are those of the keys that are known of a server: it may have others, which are not asked for.
func knownAlgorithms(known ssh.HostKeyCallback, address string) (list []string) {
	var unknown *knownhosts.KeyError
	if !errors.As(known(address, &net.TCPAddr{}, noKey{}), &unknown) {
		return nil
	}
	for _, k := range unknown.Want {
		if t := k.Key.Type(); t == ssh.KeyAlgoRSA {
			list = append(list, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		} else {
			list = append(list, t)
		}
	}
	return list
}

// noKey is a key that nobody has.
type noKey struct{}

func (noKey) Type() string                        { return "none" }
func (noKey) Marshal() []byte                     { return []byte("none") }
func (noKey) Verify([]byte, *ssh.Signature) error { return errors.ErrUnsupported }

func unknownHost(address string, err error) error {
	host, port, _ := net.SplitHostPort(address)
	return &public.Error{
		What: source.Msg("the server %s is not known to this machine", "cette machine ne connaît pas le serveur %s",
			host),
		Hint: source.Msg("ssh-keyscan -p %s %s prints its keys: compare them with what the host says, then add them "+
			"to ~/.ssh/known_hosts or SFTP_KNOWN_HOSTS", "ssh-keyscan -p %s %s écrit ses clés : comparez-les "+
			"avec ce que "+
			"dit l’hébergeur, puis ajoutez-les à ~/.ssh/known_hosts ou SFTP_KNOWN_HOSTS", port, host),
		Err: err,
	}
}

// describeLogin says why a server and this machine do not take each other for who they are.
func describeLogin(address string, err error) error {
	var key *knownhosts.KeyError
	switch {
	case errors.As(err, &key) && len(key.Want) == 0:
		return unknownHost(address, err)
	case errors.As(err, &key):
		return &public.Error{
			What: source.Msg("the server %s is not the one that is known: its key is another",
				"le serveur %s n’est pas celui que l’on connaît : sa clé est autre", address),
			Hint: source.Msg("ask the host whether it has a new key before you replace the line in known_hosts",
				"demandez à l’hébergeur s’il a une nouvelle clé avant de remplacer la ligne de known_hosts"),
			Err: err,
		}
	case strings.Contains(err.Error(), "unable to authenticate"):
		return deploy.WrongSecret(errors.New("SSH"), source.Msg(
			"check the user’s name, and the key of the agent, SFTP_PRIVATE_KEY or SFTP_PASSWORD",
			"vérifiez le nom d’utilisateur, et la clé de l’agent, SFTP_PRIVATE_KEY ou SFTP_PASSWORD"))
	}
	return err
}
