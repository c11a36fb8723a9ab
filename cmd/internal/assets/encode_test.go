package assets

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"runtime"
	"slices"
	"sync"
	"testing"

	"artsfactory/cmd/internal/source"
)

// The same bytes, alone, side by side and on one processor, and in whatever company.
func TestDeterministic(t *testing.T) {
	img := flag(900, 600)
	for i := range img.Pix {
		img.Pix[i] ^= byte(i * i >> 9 & 31 &^ (i & 3 / 3 * 31))
	}
	b := asJPEG(t, img)
	p := mustLook(t, b)
	variants := p.Picture("p", []int{200, 500, 900}).Variants()
	first, err := Encode(b, p, variants)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			again, err := Encode(b, p, variants)
			if err != nil || !slices.EqualFunc(first, again, bytes.Equal) {
				t.Error("other bytes side by side", err)
			}
		})
	}
	wait.Wait()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2, 3, 7} {
		for i, v := range variants {
			runtime.GOMAXPROCS(processors)
			alone, err := Encode(b, p, []Variant{v})
			if err != nil || !bytes.Equal(alone[0], first[i]) {
				t.Errorf("other bytes alone on %d processors: %s %v", processors, v.Path, err)
			}
		}
	}
}

// These digests change when the encoders do: then raise the encoder's version.
func TestEncoderVersion(t *testing.T) {
	b := asPNG(t, flag(300, 200))
	p := mustLook(t, b)
	made, err := Encode(b, p, p.Picture("p", []int{150}).Variants())
	if err != nil {
		t.Fatal(err)
	}
	got := encoder
	for _, m := range made {
		d := source.Sum(m)
		got += fmt.Sprintf(" %x", d[:4])
	}
	if got != goldenVariants {
		t.Errorf("got %q, want %q", got, goldenVariants)
	}
}

// Every picture is encoded once, whoever asks, and never again while the store remembers.
func TestBatch(t *testing.T) {
	b := asJPEG(t, flag(640, 400))
	reads := 0
	f := source.NewMedia("content/films/x/p.jpg", int64(len(b)), source.Sum(b),
		func() ([]byte, error) { reads++; return b, nil })
	store := &Memory{}
	for range 3 {
		p, problem := LoadPhoto(f, store)
		if problem != nil {
			t.Fatal(problem.In("en"))
		}
		pic := p.Picture("p", []int{320, 640})
		batch := NewBatch(f, p, store, append(pic.Variants(), pic.Variants()...)...)
		files := batch.Files()
		if len(files) != 3 {
			t.Fatalf("%d files", len(files))
		}
		var wait sync.WaitGroup
		for _, x := range files {
			wait.Go(func() {
				if got, err := x.Bytes(); err != nil || len(got) == 0 {
					t.Error(x.Path, err)
				}
			})
		}
		wait.Wait()
		if err := batch.Make(); err != nil {
			t.Fatal(err)
		}
	}
	if reads != 2 { // to look, and to encode
		t.Errorf("read %d times", reads)
	}
}

type forgetful struct{}

func (forgetful) Get(string) ([]byte, bool) { return nil, false }
func (forgetful) Put(string, []byte)        {}

// A store that keeps nothing costs time only.
func TestForgetfulStore(t *testing.T) {
	b := asJPEG(t, flag(64, 48))
	p := mustLook(t, b)
	pic := p.Picture("p", []int{32, 64})
	want, err := Encode(b, p, pic.Variants())
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range NewBatch(file("p.jpg", b), p, forgetful{}, pic.Variants()...).Files() {
		if got, err := f.Bytes(); err != nil || !bytes.Equal(got, want[i]) {
			t.Error(f.Path, err)
		}
	}
}

// A picture for print is no larger than was asked for, upright, and made once.
func TestShrink(t *testing.T) {
	b, store := asJPEG(t, flag(64, 320)), &Memory{}
	p := mustLook(t, b)
	for _, f := range []*source.File{file("p.jpg", b), source.NewMedia("p.jpg", int64(len(b)), source.Sum(b), nil)} {
		got, ending, err := Shrink(f, p, 100, store)
		if err != nil || ending != ".jpg" {
			t.Fatal(ending, err)
		}
		if c, err := jpeg.DecodeConfig(bytes.NewReader(got)); err != nil || c.Width != 20 || c.Height != 100 {
			t.Errorf("it has %d × %d pixels, %v", c.Width, c.Height, err)
		}
	}
}

// A file that changes under the build is not remembered as what it was.
func TestChangedMeanwhile(t *testing.T) {
	b, store := asJPEG(t, flag(64, 64)), &Memory{}
	p := mustLook(t, b)
	f := source.NewMedia("p.jpg", int64(len(b)), source.Sum(b),
		func() ([]byte, error) { return asJPEG(t, flag(32, 32)), nil })
	if err := NewBatch(f, p, store, p.Picture("p", []int{64}).Variants()...).Make(); err == nil {
		t.Error("encoded what is not the photo")
	}
	if _, problem := LoadPhoto(f, store); problem == nil {
		t.Error("looked at what is not the file")
	}
}

func BenchmarkEncode(b *testing.B) {
	img := flag(4000, 3000)
	for i := range img.Pix {
		img.Pix[i] ^= byte(i * 7 >> 8 & 31)
	}
	data := asJPEG(b, img)
	p := mustLook(b, data)
	b.Run("look", func(b *testing.B) {
		for b.Loop() {
			decodePhoto("p", data)
		}
	})
	b.Run("variants", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Encode(data, p, p.Picture("p",
				[]int{320, 480, 640, 960, 1280, 1920}).Variants()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

const goldenVariants = "2 9af9d4f8 6c402968"
