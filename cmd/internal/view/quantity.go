package view

import (
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
)

// count is a number of people or things in words: "about 60".
func (v *Builder) count(c content.Count) string {
	if !c.About {
		return strconv.Itoa(c.N)
	}
	for _, w := range strings.Split(v.t("count.words"), ", ") {
		if n, word, _ := strings.Cut(w, "="); n == strconv.Itoa(c.N) {
			return word
		}
	}
	return v.t("count.about", "n", strconv.Itoa(c.N))
}

// duration is a running time in words.
func (v *Builder) duration(l content.Duration) string {
	var parts []string
	h, m, s := int(l.Hours()), int(l.Minutes())%60, int(l.Seconds())%60
	for _, x := range []struct {
		key string
		n   int
	}{{"length.h", h}, {"length.m", m}, {"length.s", s}} {
		if x.n > 0 {
			parts = append(parts, v.t(x.key, "n", strconv.Itoa(x.n)))
		}
	}
	return strings.Join(parts, "\u00a0")
}

// isoDuration is a running time as ISO 8601 writes it: PT12M30S.
func isoDuration(l content.Duration) string { return "PT" + strings.ToUpper(l.String()) }

func (v *Builder) languages(codes []content.Lang) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = v.language(c)
	}
	return v.joinList(names)
}

func (v *Builder) joinList(list []string) string { return strings.Join(list, v.t("value.comma")) }
