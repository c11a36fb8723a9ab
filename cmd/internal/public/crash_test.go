package public

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var kills = flag.Int("kills", 60, "how many builds to kill at random moments")

var errDead = errors.New("the process is dead")

// Two sites that differ in every way two sites can, and what is nobody's.
var (
	oldSite = map[string]string{
		"index.html": "old", "same.html": "same", "gone/deep/index.html": "gone", "a.css": "a",
		"file": "a folder later", "folder/x/y": "a file later", "folder/z": "too",
	}
	newSite = map[string]string{
		"index.html": "new", "same.html": "same", "fresh/deep/index.html": "fresh", "b.css": "b",
		"file/x/y": "a file before", "folder": "a folder before", "gone/index.html": "new beside gone",
	}
	foreignFiles = map[string]string{"CNAME": "x.example", "gone/keep.txt": "mine", "other/.keep": ""}
)

func startOld(t *testing.T, dir string) {
	for p, text := range foreignFiles {
		put(t, dir, p, text)
	}
	publishOK(t, dir, site(t, oldSite), Options{Workers: 1})
}

// stopAt lets n steps happen and none after.
func stopAt(n int) func(op, path string) error {
	return func(op, path string) error {
		if n--; n < 0 {
			return fmt.Errorf("%w before %s %s", errDead, op, path)
		}
		return nil
	}
}

// A build that dies before any of its steps leaves, after recovery, the old site or the new
// one; and so does a recovery that dies before any of its own.
func TestDeathAtEveryStep(t *testing.T) {
	base := tempDir(t)
	var sawOld, sawNew int
	for k := 0; ; k++ {
		for j := 0; ; j++ {
			dir := filepath.Join(base, fmt.Sprint(k, "-", j))
			startOld(t, dir)
			_, _, err := Publish(context.Background(), dir, site(t, newSite), onDisk(dir, stopAt(k)))
			if err != nil && !errors.Is(err, errDead) {
				t.Fatal(err)
			}
			first := recoverFolder(newFolder(dir, &steps{osDisk{}, dir, stopAt(j)}))
			if err := Recover(context.Background(), dir, nil); err != nil {
				t.Fatalf("step %d, then %d: %v", k, j, err)
			}
			got := look(t, dir)
			switch {
			case cmp.Equal(got, with(oldSite, foreignFiles)):
				sawOld++
			case cmp.Equal(got, with(newSite, foreignFiles)):
				sawNew++
			default:
				t.Fatalf(
					"step %d, then %d: neither old nor new:\n%s",
					k,
					j,
					cmp.Diff(with(newSite, foreignFiles), got),
				)
			}
			if got := mustList(t, filepath.Join(dir, Bookkeeping)); len(got) != 2 {
				t.Errorf("step %d, then %d: the bookkeeping is %v, want the lock and the manifest", k, j, got)
			}
			if err == nil {
				if sawOld == 0 || sawNew == 0 {
					t.Errorf("old %d times, new %d times", sawOld, sawNew)
				}
				return
			}
			os.RemoveAll(dir)
			if first == nil {
				break
			}
		}
	}
}

func mustList(t *testing.T, dir string) []os.DirEntry {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A disk that is full at one step leaves the old site, or a new one that recovery completes.
func TestFullDiskAtEveryStep(t *testing.T) {
	base := tempDir(t)
	for k := 0; ; k++ {
		dir := filepath.Join(base, fmt.Sprint(k))
		startOld(t, dir)
		n := k
		_, _, err := Publish(context.Background(), dir, site(t, newSite), onDisk(dir, func(op, path string) error {
			if n--; n == -1 {
				return &os.PathError{Op: op, Path: path, Err: syscall.ENOSPC}
			}
			return nil
		}))
		if err == nil {
			if n >= 0 {
				return
			}
			t.Fatalf("step %d failed and nobody heard of it", k)
		}
		var e *Error
		if !errors.As(err, &e) || e.What.Fr != "le disque est plein" {
			t.Errorf("step %d: %v", k, err)
		}
		decided := newFolder(dir, nil).exists(journalName)
		if !decided && !cmp.Equal(look(t, dir), with(newSite, foreignFiles)) {
			same(t, fmt.Sprint("step ", k, " before recovery"), look(t, dir), with(oldSite, foreignFiles))
		}
		if err := Recover(context.Background(), dir, nil); err != nil {
			t.Fatal(err)
		}
		if decided {
			same(t, fmt.Sprint("step ", k, " after recovery"), look(t, dir), with(newSite, foreignFiles))
		}
		publishOK(t, dir, site(t, newSite), Options{})
		same(t, fmt.Sprint("step ", k, " and again"), look(t, dir), with(newSite, foreignFiles))
		os.RemoveAll(dir)
	}
}

func TestDamagedJournal(t *testing.T) {
	for _, text := range []string{"{", `{"Removes": ["../x"]}`, `{"Moves": [{"Staged": "../x", "Path": "y"}]}`} {
		dir := tempDir(t)
		startOld(t, dir)
		put(t, dir, journalName, text)
		err := Recover(context.Background(), dir, nil)
		var e *Error
		if !errors.As(err, &e) || e.Hint.En == "" {
			t.Errorf("%q: %v", text, err)
		}
		same(t, text, look(t, dir), with(oldSite, foreignFiles))
	}
}

// big is one of two sites large enough to be killed in the middle of.
func big(which int) map[string]string {
	texts := map[string]string{"index.html": fmt.Sprint("home ", which)}
	for i := range 400 {
		text := make([]byte, 3000+i)
		for j := range text {
			text[j] = byte(i + j*which)
		}
		texts[fmt.Sprintf("p/%d/%d.html", (i*which)%90, i)] = string(text)
		if i%3 == 0 {
			texts[fmt.Sprintf("same/%d.css", i)] = "same"
		}
	}
	if which == 1 {
		texts["swap"] = "a file"
	} else {
		texts["swap/deep/x"] = "a folder"
	}
	return texts
}

const childEnv = "PUBLIC_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		if call := os.Getenv(refuseEnv); call != "" {
			os.Exit(syncRefusing(call, dir))
		}
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

// child publishes the first big site to the folder, or the second if it is told so.
func child(dir string) int {
	which := 1
	if filepath.Base(os.Args[len(os.Args)-1]) == "2" {
		which = 2
	}
	tree := site(&testing.T{}, big(which))
	fmt.Println("ready")
	if _, problems, err := Publish(context.Background(), dir, tree, Options{}); err != nil || problems != nil {
		fmt.Println(problems, err)
		return 1
	}
	fmt.Println("done")
	return 0
}

// startChild returns a process that is about to publish.
func startChild(t *testing.T, dir string, which int) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0], fmt.Sprint(which))
	cmd.Env = append(os.Environ(), childEnv+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	if line, err := r.ReadString('\n'); line != "ready\n" {
		t.Fatal(line, err)
	}
	return cmd, r
}

// However a process is killed, the folder is the old or the new site after recovery.
func TestKilledAtAnyMoment(t *testing.T) {
	dir := tempDir(t)
	for p, text := range foreignFiles {
		put(t, dir, p, text)
	}
	sites := []map[string]string{1: with(big(1), foreignFiles), 2: with(big(2), foreignFiles)}
	publishOK(t, dir, site(t, big(1)), Options{})
	now, longest := 1, time.Duration(0)
	var before, between, after int
	for i := range *kills {
		next := 3 - now
		cmd, out := startChild(t, dir, next)
		start := time.Now()
		if i < 2 { // to learn how long a build takes
			if line, err := out.ReadString('\n'); line != "done\n" {
				t.Fatal(line, err)
			}
			longest = max(longest, time.Since(start))
		} else {
			time.Sleep(time.Duration(rand.Int64N(int64(longest))))
		}
		cmd.Process.Kill()
		cmd.Wait()
		decided := newFolder(dir, nil).exists(journalName)
		if err := Recover(context.Background(), dir, nil); err != nil {
			t.Fatal(err)
		}
		got := look(t, dir)
		switch {
		case cmp.Equal(got, sites[now]):
			before++
		case cmp.Equal(got, sites[next]):
			now = next
			if decided {
				between++
			} else {
				after++
			}
		default:
			t.Fatalf("kill %d: neither the old nor the new site", i)
		}
	}
	t.Logf(
		"%d kills: %d before the decision, %d between it and the end, %d after the end",
		*kills,
		before,
		between,
		after,
	)
}
