package deploy

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"time"

	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// A Target is a place that visitors read from. Paths are slash-separated and relative to it. Each method either does
// all that it says or returns an error; where the connection is lost it may have done it nevertheless. An error that
// a second try cannot mend is a *public.Error; fs.ErrNotExist and ErrChanged are what they say; any other is
// temporary. Methods are called from several goroutines at once.
type Target interface {
	// Read returns a small file, and the revision that Swap asks for.
	Read(ctx context.Context, path string) (data []byte, revision string, err error)
	// Swap replaces the file that Read returned with this revision, "" where there was none, and returns the next
	// revision. It does nothing, and returns ErrChanged, if somebody else replaced it meanwhile.
	Swap(ctx context.Context, path string, data []byte, revision string) (next string, err error)
	// Put makes or replaces a file. Visitors see the old or the new one, whole.
	Put(ctx context.Context, path string, c Content) error
	// Copy makes or replaces a file with the bytes of another.
	Copy(ctx context.Context, from, to string) error
	Exists(ctx context.Context, path string) (bool, error)
	// Delete removes files; one that is gone is no error.
	Delete(ctx context.Context, paths []string) error
}

// ErrChanged is the error of a Swap that came too late.
var ErrChanged = errors.New("another publisher was faster")

// Content is the bytes of a file, which can be read several times.
type Content struct {
	Size int64
	Open func() (io.ReadCloser, error)
}

// tries is how often something is tried before its error counts.
const tries = 5

// retry calls f until it does not fail for a reason that may pass, with a pause that doubles.
func retry(ctx context.Context, pause time.Duration, f func() error) error {
	for n := 1; ; n++ {
		err := f()
		if err == nil || !isTemporary(err) || n == tries {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause):
		}
		pause *= 2
	}
}

func isTemporary(err error) bool {
	var known *public.Error
	return !errors.As(err, &known) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrChanged) &&
		!errors.Is(err, context.Canceled)
}

// describe puts an error that stayed after all tries in plain words.
func describe(err error) error {
	if err == nil || !isTemporary(err) {
		return err
	}
	return &public.Error{
		What: source.Msg("the target did not answer as it should, %d times: %v",
			"la destination n’a pas répondu comme il faut, %d fois : %v", tries, err),
		Hint: source.Msg("what visitors see is whole; publish again once the connection is back",
			"ce que voient les visiteurs est entier ; republiez quand la connexion est revenue"),
		Err: err,
	}
}
