package minify

import (
	"bytes"
	"testing"
)

// Whatever a style sheet holds, it is refused or stays right, and cannot end its element.
func FuzzStyle(f *testing.F) {
	for _, s := range []string{"a{b:c}", "@media (x){a{b:url(c)}}", `a::after{content:"</style>"}`, "a{--x:{y}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		small, err := InlineStyle("text/css", []byte(text))
		if err == nil && bytes.Contains(small, []byte("</")) {
			t.Errorf("%q became %q", text, small)
		}
	})
}
