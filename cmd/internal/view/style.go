package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/assets"
)

// pageStyle are the pictures of one page: what it must say of them in its head.
type pageStyle struct {
	rules  []string
	card   string // absolute URL of the sharing picture
	embeds bool
}

// class is a class for a picture's placeholder and focal point: a style attribute would need
// a hole in the page's policy.
func (s *pageStyle) class(p *assets.Picture, f assets.Focus) string {
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
	for i, r := range s.rules {
		fmt.Fprintf(&b, ".p%d{%s}", i, r)
	}
	return b.String()
}
