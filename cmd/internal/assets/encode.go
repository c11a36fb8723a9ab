package assets

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"runtime"
	"sync"

	"github.com/deepteams/webp"

	"artsfactory/cmd/internal/source"
)

const (
	webpQuality = 75
	jpegQuality = 78
)

// Encode makes the bytes of all variants of one picture, in their order, decoding it once.
// The same bytes come out on every machine, whatever the number of processors. It needs up to
// 16 MB a megapixel of the source while decoding, and 20 MB a megapixel of a variant from then on.
func Encode(b []byte, p Photo, variants []Variant) ([][]byte, error) {
	if p.Format == "svg" {
		svg, problem := SanitizeSVG("", b)
		if problem != nil {
			return nil, fmt.Errorf("%s", problem.What.En)
		}
		return repeated(svg.Data, len(variants)), nil
	}
	full, err := master(b, p, min(p.Width, maxWidth))
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(variants))
	for i, v := range variants {
		if out[i], err = encode(scaled(full, v), v); err != nil {
			return nil, fmt.Errorf("%s: %w", v.Path, err)
		}
	}
	return out, nil
}

func repeated(b []byte, n int) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = b
	}
	return out
}

// printQuality is that of a JPEG which others may print.
const printQuality = 90

// Shrink makes a picture with a longer edge of so many pixels, as JPEG, or as PNG where it is transparent, unless the
// store remembers it.
func Shrink(f *source.File, p Photo, edge int, store Store) (b []byte, ending string, err error) {
	ending = extension(p.plainType())
	key := fmt.Sprintf("shrunk-%s-%d-%s", encoder, edge, hex.EncodeToString(p.Digest[:]))
	if b, ok := store.Get(key); ok {
		return b, ending, nil
	}
	data, err := f.Bytes()
	if err != nil || source.Sum(data) != p.Digest {
		return nil, "", fmt.Errorf("%s: changed during the build", f.Path)
	}
	full, err := master(data, p, max(1, p.Width*edge/max(p.Width, p.Height)))
	if err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	if p.Transparent {
		err = png.Encode(&out, unpremultiply(full))
	} else {
		err = jpeg.Encode(&out, full, &jpeg.Options{Quality: printQuality})
	}
	if err == nil {
		store.Put(key, out.Bytes())
	}
	return out.Bytes(), ending, err
}

// master is the picture upright, at a width: the widest that it is published. All variants are made from it, so that
// what one looks like does not depend on which others there are.
func master(b []byte, p Photo, w int) (*image.RGBA, error) {
	img, err := decode(p.Format, b)
	if err != nil {
		return nil, err
	}
	h := p.heightAt(w)
	if p.orientation >= 5 {
		w, h = h, w
	}
	full := orient(resize(img, w, h), p.orientation)
	if s := coloursOf(p.Format, b); s != nil {
		s.convert(full.Pix)
	}
	return full, nil
}

// scaled is the master in the size of a variant.
func scaled(full *image.RGBA, v Variant) *image.RGBA {
	if size := full.Bounds(); v.Width == size.Dx() && v.Height == size.Dy() {
		return full
	}
	return resize(full, v.Width, v.Height)
}

// DrawFrame fills dst with the part of a picture around the focus, given the bytes of a WebP variant. Where these are
// no picture it leaves dst as it is.
func DrawFrame(dst *image.RGBA, variant []byte, f Focus) {
	last := frames.Get()
	img, err := decodeWebP(variant, last)
	if err != nil {
		return
	}
	defer frames.Put(img)
	size := img.Bounds()
	part := img.SubImage(Crop(size.Dx(), size.Dy(), dst.Rect.Dx(), dst.Rect.Dy(), f).Add(size.Min))
	if opaque(part) {
		resizeTo(dst, part)
		return
	}
	draw.Draw(dst, dst.Rect, resize(part, dst.Rect.Dx(), dst.Rect.Dy()), image.Point{}, draw.Over)
}

// frames lend their memory to the next picture: to get it anew takes longer than to decode one.
var frames sync.Pool

func decodeWebP(b []byte, reuse any) (img *image.NRGBA, err error) {
	defer recoverError(&err)
	last, _ := reuse.(*image.NRGBA)
	decoded, err := webp.DecodeReuse(bytes.NewReader(b), last)
	img, ok := decoded.(*image.NRGBA)
	if err == nil && !ok {
		err = fmt.Errorf("pixels of another kind")
	}
	return img, err
}

func encode(img *image.RGBA, v Variant) ([]byte, error) {
	var out bytes.Buffer
	var err error
	switch v.Type {
	case WebP:
		needTwoThreads()
		options := webp.DefaultOptions()
		options.Quality = webpQuality
		err = webp.Encode(&out, unpremultiply(img), options)
	case JPEG:
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: jpegQuality})
	case PNG:
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, unpremultiply(img))
	default:
		err = fmt.Errorf("no encoder for %q", v.Type)
	}
	return out.Bytes(), err
}

// needTwoThreads sees to it that Go uses two threads at least. With one, the WebP library takes
// another road through its choices, and other bytes come out. Two threads share one processor
// well enough.
func needTwoThreads() {
	if runtime.GOMAXPROCS(0) < 2 {
		runtime.GOMAXPROCS(2)
	}
}

// unpremultiply undoes the premultiplication where there is any: WebP and PNG want none.
func unpremultiply(img *image.RGBA) image.Image {
	if img.Opaque() {
		return img
	}
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Src)
	return out
}

// A Batch is the files made from one picture. Batches are independent: make them side by side,
// as many at once as memory allows (see [Encode]).
type Batch struct {
	file     *source.File
	photo    Photo
	store    Store
	variants []Variant
	lock     sync.Mutex
}

// NewBatch collects the variants that all pages want of one photo, each path once.
func NewBatch(f *source.File, p Photo, store Store, variants ...Variant) *Batch {
	b := &Batch{file: f, photo: p, store: store}
	seen := map[string]bool{}
	for _, v := range variants {
		if !seen[v.Path] {
			seen[v.Path] = true
			b.variants = append(b.variants, v)
		}
	}
	return b
}

// Files returns what is to be published, in the order of the variants. Bytes come from the store;
// the first that is not there makes all that are not.
func (b *Batch) Files() []File {
	out := make([]File, len(b.variants))
	for i, v := range b.variants {
		out[i] = File{v.Path, func() ([]byte, error) {
			if kept, ok := b.store.Get(b.photo.key(v)); ok {
				return kept, nil
			}
			made, err := b.make(v)
			return made, err
		}}
	}
	return out
}

// Make encodes what the store lacks. Call it before Files' Bytes to do the work picture by picture.
func (b *Batch) Make() error {
	_, err := b.make(Variant{})
	return err
}

// make encodes what the store lacks and returns the bytes of want, if it is one of the batch.
func (b *Batch) make(want Variant) ([]byte, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	var lacking []Variant
	for _, v := range b.variants {
		kept, ok := b.store.Get(b.photo.key(v))
		if ok && v.Path == want.Path {
			return kept, nil
		}
		if !ok {
			lacking = append(lacking, v)
		}
	}
	if len(lacking) == 0 {
		return nil, nil
	}
	data, err := b.file.Bytes()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", b.file.Path, err)
	}
	if source.Sum(data) != b.photo.Digest { // the store would remember it wrongly
		return nil, fmt.Errorf("%s: changed during the build", b.file.Path)
	}
	made, err := Encode(data, b.photo, lacking)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", b.file.Path, err)
	}
	var out []byte
	for i, v := range lacking {
		b.store.Put(b.photo.key(v), made[i])
		if v.Path == want.Path {
			out = made[i]
		}
	}
	return out, nil
}
