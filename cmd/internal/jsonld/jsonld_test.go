package jsonld

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is said, a graph is JSON that says it, and cannot end the script that it stands in.
func TestGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.Just("</script><!-- & \u2028")).Draw(t, "name")
		n := New("Movie", "https://x.example/#film").Add("name", name).Add("position", 0).Add("actor", []*Node{nil}).
			Add("director", []*Node{New("Person", "").Add("name", name), nil}).Add("genre", []string{"a"})
		text := Graph([]*Node{n})
		if strings.ContainsAny(text, "<>&") {
			t.Fatal(text)
		}
		var got struct {
			Graph []struct {
				Name     string
				Genre    string
				Position *int
				Actor    any
				Director []struct{ Name string }
			} `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		want := strings.ToValidUTF8(name, "\ufffd")
		m := got.Graph[0]
		if m.Name != want || m.Genre != "a" || m.Position != nil || m.Actor != nil || len(m.Director) != 1 ||
			m.Director[0].Name != want {
			t.Fatalf("%q: %+v", name, m)
		}
	})
}
