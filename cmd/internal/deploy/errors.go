package deploy

import (
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// NoSpace is the error of a target that is full.
func NoSpace(err error) error {
	return &public.Error{
		What: source.Msg("the target is full", "la destination est pleine"),
		Hint: source.Msg("make room there and publish again; what visitors see is whole",
			"libérez-y de la place et republiez ; ce que voient les visiteurs est entier"),
		Err: err,
	}
}

// NotPermitted is the error of a target that knows who asks and says no.
func NotPermitted(err error) error {
	return &public.Error{
		What: source.Msg("the target does not permit this: %v", "la destination ne le permet pas : %v", err),
		Hint: source.Msg("whoever publishes has to read, write and delete there",
			"qui publie doit pouvoir y lire, écrire et supprimer"),
		Err: err,
	}
}

// WrongSecret is the error of a target that does not believe who asks.
func WrongSecret(err error, hint source.Message) error {
	return &public.Error{
		What: source.Msg("the target does not accept the credentials: %v",
			"la destination refuse les identifiants : %v", err),
		Hint: hint,
		Err:  err,
	}
}

func foreignSite() error {
	return &public.Error{
		What: source.Msg("there is a site at the target that was not published with this command: it has an %s",
			"il y a à destination un site que cette commande n’a pas publié : il a un fichier %s", frontPage),
		Hint: source.Msg("name another place or empty this one; with -replace, files of the same names are replaced "+
			"and all others stay", "nommez un autre endroit ou videz celui-ci ; avec -replace, les fichiers de mêmes "+
			"noms sont remplacés et tous les autres restent"),
	}
}

func noVersion(n, most int) error {
	return &public.Error{
		What: source.Msg("there is no version %d publishes ago", "il n’y a pas de version d’il y a %d publications",
			n),
		Hint: source.Msg("the target keeps %d earlier ones", "la destination en garde %d plus anciennes",
			max(most, 0)),
	}
}

func notKept(path string) error {
	return &public.Error{
		What: source.Msg("that version is no longer whole: what %s was is not kept",
			"cette version n’est plus entière : ce que %s était n’est pas gardé", path),
		Hint: source.Msg("build the site as it was, from its sources, and publish that",
			"reconstruisez le site d’alors à partir de ses sources, et publiez-le"),
	}
}

func takenOver() error {
	return &public.Error{
		What: source.Msg("another publisher has taken over meanwhile, and this one stopped",
			"un autre a repris la publication entre-temps, et celle-ci s’est arrêtée"),
		Hint: source.Msg("publish again to have this site there", "republiez pour y mettre ce site-ci"),
	}
}
