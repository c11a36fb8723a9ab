package content

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"artsfactory/cmd/internal/content/yamltext"
	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

// pairs are the structs of two numbers, with the form of each.
var pairs = map[reflect.Type]*regexp.Regexp{reflect.TypeFor[Age](): digitRun, reflect.TypeFor[Geo](): decimal}

// groupMeant writes a text as the fields of a struct, where it is clear which it means; "" where it is not.
func groupMeant(t reflect.Type, names []string, s string) string {
	switch t {
	case reflect.TypeFor[Video]():
		for name, host := range map[string]videoHost{"youtube": youtube, "vimeo": vimeo} {
			if strings.Contains(s, name) || strings.Contains(s, "youtu.be") {
				if id := host.find(s); id != "" {
					return "{" + name + ": " + yamltext.Scalar(id, true) + "}"
				}
			}
		}
		if !strings.Contains(s, "://") && strings.Contains(s, ".") {
			return "{file: " + yamltext.Scalar(s, true) + ", captions: …}"
		}
		return ""
	case reflect.TypeFor[Names]():
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
			return "{arabic: " + yamltext.Scalar(s, true) + "}"
		}
		return "{latin: " + yamltext.Scalar(s, true) + "}"
	}
	if t == reflect.TypeFor[Geo]() {
		s = plainDegrees(s)
	}
	if form := pairs[t]; form != nil {
		two := form.FindAllString(s, 3)
		switch {
		case len(two) == 2:
			return "{" + names[0] + ": " + strings.Replace(two[0], ",", ".", 1) + ", " +
				names[1] + ": " + strings.Replace(two[1], ",", ".", 1) + "}"
		case len(two) == 1 && t == reflect.TypeFor[Age]():
			return ageMeant(strings.ToLower(s), two[0])
		}
	}
	if IsEmail(s) && slices.Contains(names, "email") {
		return "{email: " + s + "}"
	}
	if strings.Contains(s, "://") && slices.Contains(names, "url") {
		return "{url: " + yamltext.Scalar(s, true) + "}"
	}
	return ""
}

// plainDegrees writes a place on a map as two decimal numbers: an address of a map has them after its @, and degrees
// with minutes are counted.
func plainDegrees(s string) string {
	if m := mapAddress.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return degrees.ReplaceAllStringFunc(s, func(s string) string {
		m := degrees.FindStringSubmatch(s)
		x := 0.0
		for i, part := range []float64{1, 60, 3600} {
			v, _ := strconv.ParseFloat(strings.Replace(m[i+1], ",", ".", 1), 64)
			x += v / part
		}
		if strings.ContainsAny(m[4], "SWO") {
			x = -x
		}
		return strconv.FormatFloat(x, 'f', 5, 64) + " "
	})
}

var (
	mapAddress = regexp.MustCompile(`[@=](-?\d+\.\d+,-?\d+\.\d+)`)
	degrees    = regexp.MustCompile(`(\d+(?:[.,]\d+)?)[°º]? ?(?:(\d+)['’′] ?)?` +
		`(?:(\d+(?:[.,]\d+)?)(?:["”″]|'') ?)?([NSEWO])\b`)
)

// ageMeant writes the one age of a text as the least or the greatest.
func ageMeant(s, age string) string {
	n, _ := strconv.Atoi(age)
	switch {
	case strings.Contains(s, "moins de"), strings.Contains(s, "under"), strings.Contains(s, "أقل من"):
		return "{max: " + strconv.Itoa(n-1) + "}"
	case strings.Contains(s, "jusqu"), strings.Contains(s, "up to"), strings.HasPrefix(s, "-"):
		return "{max: " + age + "}"
	}
	return "{min: " + age + "}"
}

// brokenFlow refuses fields between { and } whose commas or colons part other things than fields: {lat: 33,57} and
// {min:16}. One hint writes them all.
func (d *decoder) brokenFlow(t reflect.Type, n *yaml.Node, all []Field) bool {
	if n.Style&yaml.FlowStyle == 0 {
		return false
	}
	var parts []string
	glues, names := false, make([]string, len(all))
	for i := range all {
		names[i] = all[i].Name
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		name, value, colon := strings.Cut(key.Value, ":")
		switch glued := colon && slices.Contains(names, name); {
		case !yamltext.IsEmpty(val):
			parts = append(parts, key.Value+": "+flow(val))
		case glued:
			glues = true
			parts = append(parts, name+": "+value)
		default:
			parts = append(parts, key.Value)
		}
	}
	text := "{" + strings.Join(parts, ", ") + "}"
	loose := slices.ContainsFunc(parts, func(s string) bool { return s != "" && strings.Trim(s, "-.0123456789") == "" })
	if s := groupMeant(t, names, strings.Join(parts, ",")); loose && pairs[t] != nil && s != "" {
		text = s
	} else if !glues {
		return false
	}
	d.fail(n, source.Msg("the fields between { and } cannot be told apart",
		"les champs entre { et } ne se distinguent pas"),
		source.Msg("write %s", "écrivez %s", text))
	return true
}
