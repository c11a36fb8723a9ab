package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/assets"
)

// A pageStyle collects what the head of a page must say of what its body shows.
type pageStyle struct {
	rules  []string // for the pictures of class p0, p1 …
	tokens string   // custom properties of this page: ".edition{--key:#fff}"
	embeds bool     // a player of another site can be asked for
}

// pictureClass is a class for a picture's placeholder colour and focal point: the page's policy forbids
// style attributes.
func (s *pageStyle) pictureClass(p *assets.Picture, f assets.Focus) string {
	var rule string
	if p.Colour != "" {
		rule = "background-color:" + p.Colour
	}
	if f != assets.Centre {
		if rule != "" {
			rule += ";"
		}
		rule += fmt.Sprintf("object-position:%d%% %d%%", f.X, f.Y)
	}
	if rule == "" {
		return ""
	}
	i := slices.Index(s.rules, rule)
	if i < 0 {
		i = len(s.rules)
		s.rules = append(s.rules, rule)
	}
	return "p" + strconv.Itoa(i)
}

func (s *pageStyle) css() string {
	var b strings.Builder
	b.WriteString(s.tokens)
	for i, r := range s.rules {
		fmt.Fprintf(&b, ".p%d{%s}", i, r)
	}
	return b.String()
}
