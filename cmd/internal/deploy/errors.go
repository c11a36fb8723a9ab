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
