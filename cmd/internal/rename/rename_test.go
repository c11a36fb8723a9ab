package rename

import "testing"

// Old addresses are added after those that are there, however they are written.
func TestWithAlias(t *testing.T) {
	for in, want := range map[string]string{
		"title: A\n":                         "title: A\naliases: [/x/]\n",
		"aliases: [/a/]\ntitle: A\n":         "aliases: [/a/, /x/]\ntitle: A\n",
		"aliases: []\n":                      "aliases: [/x/]\n",
		"aliases: /a/\ntitle: A\n":           "aliases: [/a/, /x/]\ntitle: A\n",
		"aliases:\n  - /a/\n  - /b/\nt: A\n": "aliases:\n  - /a/\n  - /b/\n  - /x/\nt: A\n",
	} {
		if got := string(withAlias([]byte("---\n"+in+"---\nText.\n"), "/x/")); got != "---\n"+want+"---\nText.\n" {
			t.Errorf("%q: %q", in, got)
		}
	}
}
