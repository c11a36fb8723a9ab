package content

import (
	"reflect"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/source"

	"go.yaml.in/yaml/v4"
)

func (d *decoder) yesOrNo(v reflect.Value, n *yaml.Node, s string) {
	switch strings.ToLower(s) {
	case "true", "yes", "oui":
		v.SetBool(true)
	case "false", "no", "non":
	default:
		hint := source.Msg("write true or false", "écrivez true ou false")
		switch foldLatin(s) {
		case "vrai", "1", "on", "x", "y", "نعم":
			hint = source.Msg("write true", "écrivez true")
		case "faux", "0", "off", "n", "لا":
			hint = source.Msg("write false", "écrivez false")
		}
		d.fail(n, source.Msg("%q is neither true nor false", "« %s » n’est ni true ni false", s), hint)
	}
}

// whole decodes a whole number within the range of its field.
func (d *decoder) whole(v reflect.Value, n *yaml.Node, s string, f *Field) {
	what := source.Msg("%q is not a whole number", "« %s » n’est pas un nombre entier", s)
	hint := source.Msg("write digits only, such as %s", "écrivez des chiffres seulement, comme %s", wholeExample(f))
	i, err := strconv.Atoi(s)
	if err == nil && f != nil && !f.holds(float64(i)) {
		what, hint = f.beyond(s)
	}
	if err != nil || f != nil && !f.holds(float64(i)) {
		read := func(g string) bool {
			i,
				err := strconv.Atoi(g)
			return err == nil && (f == nil || f.holds(float64(i)))
		}
		d.fail(n, what, meant(s, f, read, intGuesses(s, f), hint))
		return
	}
	v.SetInt(int64(i))
}

func wholeExample(f *Field) string {
	if f != nil && f.Example != "" {
		return f.Example
	}
	return "12"
}

// decimal decodes a number within the range of its field.
func (d *decoder) decimal(v reflect.Value, n *yaml.Node, s string, f *Field) {
	what := source.Msg("%q is not a number", "« %s » n’est pas un nombre", s)
	hint := source.Msg("write it with a point, such as 33.5731", "écrivez-le avec un point, comme 33.5731")
	x, err := strconv.ParseFloat(s, 64)
	if err == nil && !f.holds(x) {
		what, hint = f.beyond(s)
	}
	if err != nil || !f.holds(x) {
		read := func(g string) bool { x, err := strconv.ParseFloat(g, 64); return err == nil && f.holds(x) }
		d.fail(n, what, meant(s, f, read, floatGuesses(s), hint))
		return
	}
	v.SetFloat(x)
}

// holds says whether a number is within the field's range. What is no number is in none.
func (f *Field) holds(x float64) bool {
	least, most := f.Min, f.Max
	if least == 0 && most == 0 {
		least, most = -1e6, 1e6
	}
	return x >= least && x <= most
}

// beyond is what to say of a number that is not within the field's range.
func (f *Field) beyond(s string) (what, hint source.Message) {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	least, most := f.Min, f.Max
	if least == 0 && most == 0 {
		least, most = -1e6, 1e6
	}
	return source.Msg("%s cannot be the value of %q", "%s ne peut pas être la valeur de « %s »", s, f.Name),
		source.Msg("it goes from %s to %s", "elle va de %s à %s", number(least), number(most))
}
