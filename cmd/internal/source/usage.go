package source

import (
	"cmp"
	"regexp"
	"strings"
)

// ArgsLanguage is the language of usage errors, "en" or "fr": that of the flag -lang, which may
// stand after the argument that is wrong, else that of the environment, else "en".
func ArgsLanguage(args []string, env func(string) string) string {
	for i, a := range args {
		name, value, found := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if name != "lang" || !strings.HasPrefix(a, "-") {
			continue
		}
		if !found && i+1 < len(args) {
			value = args[i+1]
		}
		if value == "en" || value == "fr" {
			return value
		}
	}
	return cmp.Or(EnvLanguage(env), "en")
}

// flagErrors are the texts of package flag, and what they are in French.
var flagErrors = []struct {
	form *regexp.Regexp
	fr   string
}{
	{regexp.MustCompile(`^flag provided but not defined: (.*)$`), "l’option $1 n’existe pas"},
	{regexp.MustCompile(`^flag needs an argument: (.*)$`), "il manque une valeur après l’option $1"},
	{regexp.MustCompile(`^invalid value "(.*)" for flag (\S+): (?:.*)$`),
		"l’option $2 n’accepte pas la valeur « $1 »"},
	{regexp.MustCompile(`^invalid boolean value "(.*)" for (\S+): (?:.*)$`),
		"l’option $2 est true ou false, pas « $1 »"},
	{regexp.MustCompile(`^bad flag syntax: (.*)$`), "l’option $1 est mal écrite"},
}

// FlagError is an error of flag.FlagSet.Parse in both languages.
func FlagError(err error) Message {
	text := err.Error()
	for _, e := range flagErrors {
		if e.form.MatchString(text) {
			return Message{text, e.form.ReplaceAllString(text, e.fr)}
		}
	}
	return Message{text, text}
}

// UsageError is a usage error of a command as its user reads it, and where to find help.
func UsageError(command string, what Message) Message {
	return Msg("%s: %s\n    %s", "%s : %s\n    %s", command, what,
		Msg("hint: go run ./cmd/%s -h lists the flags", "aide : go run ./cmd/%s -h montre les options", command))
}
