package markdown

import (
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// A heading has one id, whatever Unicode form its writer's keyboard makes.
func TestIDOfEveryUnicodeForm(t *testing.T) {
	letter := rapid.OneOf(rapid.RuneFrom(nil, unicode.Latin), rapid.RuneFrom(nil, unicode.Arabic),
		rapid.RuneFrom(nil, unicode.Mn), rapid.RuneFrom([]rune(" -’«»…İıß\u0301\u0654")))
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.StringOf(letter).Draw(t, "heading"))
		composed, apart := slugOf(norm.NFC.Bytes(text)), slugOf(norm.NFD.Bytes(text))
		if got := slugOf(text); got != composed || got != apart {
			t.Fatalf("%+q: %+q, composed %+q, apart %+q", text, got, composed, apart)
		}
	})
}
