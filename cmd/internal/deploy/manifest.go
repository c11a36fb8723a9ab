package deploy

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// stateFolder is what publishing needs at the target beside the site.
const stateFolder = public.Bookkeeping + "/"

// manifestPath is the manifest at the target; keptFolder holds what pages were before, by digest.
const (
	manifestPath = stateFolder + "target.json"
	keptFolder   = stateFolder + "kept/"
)

// Files are the files of a site: the SHA-256 of each, in hexadecimal, by path.
type Files map[string]string

// A manifest says what stands at the target. It is replaced as a whole, by whoever read the one before.
type manifest struct {
	Format int `json:"format"`
	// Nonce makes the bytes of each manifest its own, so that a publisher knows the one it wrote.
	Nonce string `json:"nonce"`
	// Claim names the publisher that is at work, or was when it was killed.
	Claim string `json:"claim,omitempty"`
	// Doubt are paths that a publisher set out to write or remove: what stands there is not known.
	Doubt []string `json:"doubt,omitempty"`
	// Files are those of the newest version, those that only older ones have, and what is kept.
	Files    Files     `json:"files"`
	Versions []version `json:"versions"` // newest first
}

// A version is what one publish put there.
type version struct {
	Number int       `json:"number"`
	Time   time.Time `json:"time"`
	// Changes are the files that differ from the newer version, or from manifest.Files where this is the newest:
	// "" for one that this version lacks. Only while a manifest is encoded.
	Changes Files `json:"changes"`
	// Also are files whose names change with their bytes that publishers who were stopped before this one may have put
	// there: somebody may have read a page of theirs.
	Also  []string `json:"also,omitempty"`
	files Files
}

const manifestFormat = 1

func (m *manifest) encode() []byte {
	m.Format, m.Nonce = manifestFormat, rand.Text()
	base := m.Files
	for i := range m.Versions {
		v := &m.Versions[i]
		v.Changes, base = difference(base, v.files), v.files
	}
	data, err := json.Marshal(m)
	if err != nil {
		panic(err) // the types have nothing that JSON has no form for
	}
	return data
}

// difference is what makes next of base.
func difference(base, next Files) Files {
	d := Files{}
	for p, sum := range next {
		if base[p] != sum {
			d[p] = sum
		}
	}
	for p := range base {
		if _, ok := next[p]; !ok {
			d[p] = ""
		}
	}
	return d
}

func decodeManifest(data []byte) (*manifest, error) {
	m := &manifest{}
	err := json.Unmarshal(data, m)
	if err == nil && m.Format != manifestFormat {
		err = errors.New("its format is another")
	}
	if err == nil {
		err = m.check()
	}
	if err != nil {
		return nil, &public.Error{
			What: source.Msg("the manifest at the target, %s, cannot be read: %v",
				"le manifeste à destination, %s, est illisible : %v", manifestPath, err),
			Hint: source.Msg("publish with the newest tool; if the file is damaged, delete it, and publish all anew "+
				"with -replace", "publiez avec l’outil le plus récent ; si le fichier est abîmé, supprimez-le et "+
				"republiez tout avec -replace"),
			Err: err,
		}
	}
	if m.Files == nil {
		m.Files = Files{}
	}
	base := m.Files
	for i := range m.Versions {
		v := &m.Versions[i]
		v.files = maps.Clone(base)
		for p, sum := range v.Changes {
			if v.files[p] = sum; sum == "" {
				delete(v.files, p)
			}
		}
		base, v.Changes = v.files, nil
	}
	return m, nil
}

// check refuses what no publisher has written. What a manifest lists is copied and removed at the target: one that
// somebody has changed must lead to nothing outside of it.
func (m *manifest) check() error {
	for path, sum := range m.Files {
		if !isPlace(path) || !isDigest(sum) && sum != "?" {
			return fmt.Errorf("%q %q", path, sum)
		}
	}
	paths := [][]string{m.Doubt}
	for _, v := range m.Versions {
		paths = append(paths, v.Also)
		for path, sum := range v.Changes {
			if !isPlace(path) || !isDigest(sum) && sum != "" {
				return fmt.Errorf("%q %q", path, sum)
			}
		}
	}
	for _, list := range paths {
		for _, path := range list {
			if !isPlace(path) {
				return fmt.Errorf("%q", path)
			}
		}
	}
	return nil
}

// isPlace says whether a publisher writes at a path: a file of a site, or what one was.
func isPlace(path string) bool {
	sum, isKept := strings.CutPrefix(path, keptFolder)
	return isKept && isDigest(sum) || public.ValidPath(path)
}

// isDigest says whether this is a SHA-256 in hexadecimal.
func isDigest(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == 2*sha256.Size
}

// current is the newest version; one without files where nothing has been published.
func (m *manifest) current() version {
	if len(m.Versions) == 0 {
		return version{files: Files{}}
	}
	return m.Versions[0]
}

// kept is where the bytes with a digest stay once no page has them.
func kept(sum string) string { return keptFolder + sum }

// isFingerprinted says whether the name of a file changes with its bytes.
func isFingerprinted(path string) bool { return strings.HasPrefix(path, public.AssetsFolder) }
