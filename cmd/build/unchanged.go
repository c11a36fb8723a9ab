package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/site"
	"artsfactory/cmd/internal/source"
)

// A lastBuild is what a build of the same sources would find out again, kept in lastBuildFile.
// With it and the stamp of package public, a build whose sources, options, tool and published
// files are those of the last one makes nothing.
type lastBuild struct {
	Inputs      string           // see inputsOf
	From, Until time.Time        // the site is the same from From on and before Until; a zero Until is never
	Problems    []source.Problem // remarks alone, to be told again
	Pages       int
	Report      public.Report
	ChangeWhat  source.Message // at Until
}

// lastBuildFile is beside the sources and not in the published folder: remarks quote drafts.
const lastBuildFile = ".cache/last-build.json"

// inputsOf identifies what a site is made from, but the instant: the tool, the options, and path
// and content of every file. It is "" where the tool cannot be identified.
func inputsOf(files *source.Files, o site.Options) string {
	tool, err := toolDigest()
	if err != nil {
		return ""
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%x %t %q %q\n", tool, o.Drafts, o.BaseURL, o.Server)
	for _, f := range files.All() {
		d := f.Digest()
		b.WriteString(f.Path)
		b.WriteByte(0)
		b.Write(d[:])
	}
	d := source.Sum(b.Bytes())
	return hex.EncodeToString(d[:])
}

// toolDigest identifies this program by its bytes, as go run builds them too.
var toolDigest = func() ([]byte, error) {
	// The file that runs, which on Linux may have been replaced by a newer one under its name.
	f, err := os.Open("/proc/self/exe")
	if err != nil {
		name, nerr := os.Executable()
		if nerr != nil {
			return nil, nerr
		}
		if f, err = os.Open(name); err != nil {
			return nil, err
		}
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), err
}

// made identifies the site of the last build, for the stamp in the published folder.
func (l *lastBuild) made() source.Digest {
	if l.Inputs == "" {
		return source.Digest{}
	}
	return source.Sum(fmt.Appendf(nil, "%s %d %d", l.Inputs, l.From.UnixNano(), l.Until.UnixNano()))
}

// newLastBuild is that of the build of r at the instant now, before it is published.
func newLastBuild(inputs string, now time.Time, r site.Result) *lastBuild {
	return &lastBuild{Inputs: inputs, From: now, Until: r.Site.Change, Problems: r.Problems, Pages: len(r.Pages),
		ChangeWhat: r.Site.ChangeWhat}
}

// loadLastBuild returns the last build of the site at root into out if one from the same inputs
// at the instant now would publish nothing else, else nil.
func loadLastBuild(root, out, inputs string, now time.Time) *lastBuild {
	l := &lastBuild{}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil
	}
	defer dir.Close()
	data, err := dir.ReadFile(lastBuildFile)
	if err != nil || json.Unmarshal(data, l) != nil {
		return nil
	}
	same := inputs != "" && l.Inputs == inputs && !now.Before(l.From) && (l.Until.IsZero() || now.Before(l.Until))
	if !same || !public.Intact(out, l.made()) {
		return nil
	}
	l.Report.Written, l.Report.WrittenBytes, l.Report.Removed = 0, 0, 0
	return l
}

// save keeps the build for the next one. That it cannot be kept costs that one its time only.
func (l *lastBuild) save(root string) {
	dir, err := os.OpenRoot(root)
	if err != nil || l.Inputs == "" {
		return
	}
	defer dir.Close()
	data, err := json.Marshal(l)
	if err != nil || dir.MkdirAll(".cache", 0o777) != nil {
		return
	}
	_ = dir.WriteFile(lastBuildFile, data, 0o666)
}
