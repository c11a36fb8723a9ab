package source

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Position goes back: the excerpt is the line, and col characters into it is the offset.
func TestPositionLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aé\n\r漢"))).Draw(t, "text")
		offsets := []int{0}
		for i := range text {
			offsets = append(offsets, i)
		}
		offset := rapid.SampledFrom(append(offsets, len(text))).Draw(t, "offset")
		line, col, excerpt := Position([]byte(text), offset)
		lines := strings.SplitAfter(text, "\n")
		if strings.TrimSuffix(strings.TrimSuffix(lines[line-1], "\n"), "\r") != excerpt {
			t.Fatalf("line %d is %q, the excerpt %q", line, lines[line-1], excerpt)
		}
		back := len(strings.Join(lines[:line-1], "")) + len(string([]rune(lines[line-1])[:col-1]))
		if back != offset {
			t.Fatalf("%d:%d is offset %d, not %d", line, col, back, offset)
		}
	})
}

func TestPositionOutside(t *testing.T) {
	for _, offset := range []int{-1, 0, 99} {
		if line, col, _ := Position([]byte("ab"), offset); line != 1 || col < 1 || col > 3 {
			t.Errorf("Position(%d) = %d:%d", offset, line, col)
		}
	}
}

// Lines says of every offset what Position says, in long lines and in bytes that are no text.
func TestLinesLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom(
			[]string{
				"a",
				"é",
				"\n",
				"\r\n",
				"漢",
				"😀",
				"\xff",
				"\xe6\xbc",
				strings.Repeat("é", 700),
				strings.Repeat("a", 1023),
			},
		)
		text := []byte(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), ""))
		lines := NewLines(text)
		for range 8 {
			offset := rapid.IntRange(-1, len(text)+1).Draw(t, "offset")
			line, col, excerpt := lines.Position(offset)
			wantLine, wantCol, wantExcerpt := Position(text, offset)
			if line != wantLine || col != wantCol || excerpt != wantExcerpt || excerpt != lines.Excerpt(line, col) {
				t.Fatalf("%d:%d %q, want %d:%d %q", line, col, excerpt, wantLine, wantCol, wantExcerpt)
			}
		}
	})
	if got := NewLines([]byte("a")).Excerpt(2, 1); got != "" {
		t.Errorf("a line that is not there is %q", got)
	}
}

// An excerpt is short, holds the character at the column, and says where: see ExcerptLength.
func TestExcerptLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := []rune(
			strings.Repeat(
				"é",
				rapid.IntRange(0, 300).Draw(t, "before"),
			) + "漢" + strings.Repeat(
				"a",
				rapid.IntRange(0, 300).Draw(t, "after"),
			),
		)
		at := slices.Index(line, '漢')
		got := []rune(Excerpt([]byte(string(line)), at+1))
		if len(line) <= ExcerptLength && string(got) != string(line) {
			t.Fatalf("%q is not whole", string(got))
		}
		if got[0] == '…' {
			at = ExcerptLength / 2
		}
		if len(got) > ExcerptLength || got[at] != '漢' {
			t.Fatalf("%d characters; at %d: %q", len(got), at, string(got))
		}
	})
}

// A mistake at every 50th character of a long line is placed in time that grows with the line, not with
// its square: counting each line again from its start would read 5 GB here.
func TestLinesOfALongLine(t *testing.T) {
	text := []byte(strings.Repeat("é", 500_000))
	lines := NewLines(text)
	for offset := 0; offset < len(text); offset += 100 {
		if _, col, _ := lines.Position(offset); col != offset/2+1 {
			t.Fatalf("offset %d is in column %d", offset, col)
		}
	}
}
