package source

import (
	"flag"
	"io"
	"strings"
	"testing"
)

// Each error of package flag is said in French, in words of the editor.
func TestFlagError(t *testing.T) {
	for args, fr := range map[string]string{
		"-nonsense":  "l’option -nonsense n’existe pas",
		"-lang":      "il manque une valeur après l’option -lang",
		"-n=maybe":   "l’option -n est true ou false, pas « maybe »",
		"-count x":   "l’option -count n’accepte pas la valeur « x »",
		"---n":       "l’option ---n est mal écrite",
		"-=nonsense": "l’option -=nonsense est mal écrite",
	} {
		fs := flag.NewFlagSet("", flag.ContinueOnError)
		fs.SetOutput(io.Discard)
		fs.String("lang", "", "")
		fs.Bool("n", false, "")
		fs.Int("count", 0, "")
		err := fs.Parse(strings.Fields(args))
		if err == nil {
			t.Fatalf("%s is accepted", args)
		}
		if got := FlagError(err); got.En != err.Error() || got.Fr != fr {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

func TestArgsLanguage(t *testing.T) {
	env := func(name string) string { return map[string]string{"LANG": "fr_MA.UTF-8"}[name] }
	for args, want := range map[string]string{
		"": "fr", "-nonsense -lang en": "en", "--lang=en": "en", "-lang de": "fr", "-lang": "fr", "lang en": "fr",
	} {
		if got := ArgsLanguage(strings.Fields(args), env); got != want {
			t.Errorf("%s: %s", args, got)
		}
	}
	if got := ArgsLanguage(nil, func(string) string { return "" }); got != "en" {
		t.Errorf("nothing asked for: %s", got)
	}
	if got := UsageError("serve", Message{"no", "non"}); got.Fr != "serve : non\n    aide : go run ./cmd/serve -h "+
		"montre les options" {
		t.Errorf("%q", got.Fr)
	}
}
