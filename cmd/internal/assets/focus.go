package assets

import (
	"image"
	"regexp"
	"strconv"
)

// A Focus is the point of a picture that a crop keeps, in percent from the left and the top edge
// as shown (from the left in right-to-left pages as well).
type Focus struct{ X, Y int }

// Centre is the focus of a picture that names none.
var Centre = Focus{50, 50}

var focusForm = regexp.MustCompile(`^\s*(\d{1,3})%\s+(\d{1,3})%\s*$`)

// ParseFocus reads "30% 50%"; the empty text is the centre. It reports false for any other form
// and for percentages above 100.
func ParseFocus(s string) (Focus, bool) {
	if s == "" {
		return Centre, true
	}
	m := focusForm.FindStringSubmatch(s)
	if m == nil {
		return Centre, false
	}
	x, _ := strconv.Atoi(m[1])
	y, _ := strconv.Atoi(m[2])
	if x > 100 || y > 100 {
		return Centre, false
	}
	return Focus{x, y}, true
}

// Crop returns the largest part of a picture of w × h pixels that has the proportions ratioW to
// ratioH and lies around the focus as closely as the edges allow.
func Crop(w, h, ratioW, ratioH int, f Focus) image.Rectangle {
	cw, ch := w, max(1, (w*ratioH+ratioW/2)/ratioW)
	if ch > h {
		cw, ch = max(1, min(w, (h*ratioW+ratioH/2)/ratioH)), h
	}
	x := min(max(0, w*f.X/100-cw/2), w-cw)
	y := min(max(0, h*f.Y/100-ch/2), h-ch)
	return image.Rect(x, y, x+cw, y+ch)
}
