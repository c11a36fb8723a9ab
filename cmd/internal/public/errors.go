package public

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"

	"artsfactory/cmd/internal/source"
)

// An Error says in plain words why a folder cannot be published to.
type Error struct {
	What source.Message // one clause, lower case, no full stop
	Hint source.Message // what to do about it; may be empty
	Err  error          // what the system said; may be nil
}

// Error speaks English.
func (e *Error) Error() string { return e.In("en") }

// In formats the error in the given language, with the hint on a line of its own.
func (e *Error) In(lang string) string {
	s := e.What.In(lang)
	if h := source.FormatHint(e.Hint, lang); h != "" {
		s += "\n    " + h
	}
	return s
}

// Unwrap gives what the system said.
func (e *Error) Unwrap() error { return e.Err }

// describe puts a failure of the system in describe words; errors that are describe already, and the
// end of a context, stay as they are.
func describe(name string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		name = path.Path
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		name = link.New
	}
	e := &Error{Err: err}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		e.What = source.Msg("the disk is full", "le disque est plein")
		e.Hint = source.Msg("make room and build again", "libérez de la place et relancez")
	case errors.Is(err, syscall.EROFS):
		e.What = source.Msg("%s is on a disk that can only be read", "%s est sur un disque en lecture seule", name)
	case errors.Is(err, fs.ErrPermission):
		e.What = source.Msg("writing %s is not permitted", "écrire %s n’est pas autorisé", name)
		e.Hint = source.Msg("check who owns the folder", "vérifiez à qui appartient le dossier")
	default:
		e.What = source.Msg("%s cannot be published: %v", "%s ne peut pas être publié : %v", name, err)
	}
	return e
}

func symlinkError(path string) error {
	return &Error{
		What: source.Msg(
			"%s is a link to somewhere else, and the site needs a folder there",
			"%s est un lien vers un autre endroit, et le site y a besoin d’un dossier",
			path,
		),
		Hint: source.Msg("remove the link and build again", "supprimez le lien et relancez"),
	}
}

func fileInTheWay(path string) error {
	return &Error{
		What: source.Msg(
			"%s is a file that is not the site’s, and the site needs a folder there",
			"%s est un fichier étranger au site, qui y a besoin d’un dossier",
			path,
		),
		Hint: source.Msg("move it elsewhere and build again", "déplacez-le et relancez"),
	}
}

func folderInTheWay(path, foreign string) error {
	return &Error{
		What: source.Msg(
			"%s is a folder, and the site needs a file there",
			"%s est un dossier, et le site y a besoin d’un fichier",
			path,
		),
		Hint: source.Msg(
			"move %s elsewhere, which is not the site’s, and build again",
			"déplacez %s, étranger au site, et relancez",
			foreign,
		),
	}
}

func otherDisk(path string) error {
	return &Error{
		What: source.Msg("%s is on a disk of its own, and the site is published to one disk as a whole",
			"%s est sur un disque à part, et le site est publié d’un bloc sur un seul disque", path),
		Hint: source.Msg("detach that disk, or publish to another folder with -out",
			"détachez ce disque, ou publiez dans un autre dossier avec -out"),
	}
}

func locked(path string) error {
	return &Error{
		What: source.Msg("%s is locked against changes", "%s est verrouillé contre les changements", path),
		Hint: source.Msg(
			"unlock it (chattr -i -a on Linux, Locked in the Finder’s information on macOS) and build again",
			"déverrouillez-le (chattr -i -a sous Linux, Verrouillé dans les informations du Finder sous macOS) "+
				"et relancez",
		),
	}
}

func damaged(path string, err error) error {
	return &Error{
		What: source.Msg(
			"the note of an interrupted build is damaged: %s",
			"la note d’une construction interrompue est abîmée : %s",
			path,
		),
		Hint: source.Msg(
			"delete the folder %s inside it and build again",
			"supprimez-y le dossier %s et relancez",
			Bookkeeping,
		),
		Err: err,
	}
}
