package main

import (
	"fmt"
	"net/http"

	"artsfactory/cmd/internal/board"
)

const boardPath = "/_board/"

// boardLang is the key of the query by which the board is asked for in the language of the bar.
const boardLang = "lang"

// board answers with what could be done next on the site, as its sources are now.
func (e *handler) board(w http.ResponseWriter, r *http.Request) {
	s := e.rebuilder.current.Load()
	o := board.Options{Files: s.files, Times: board.Times{Build: s.took}}
	if r.FormValue(board.WeighKey) != "" {
		o.Weights = board.Weigh(s.latest)
	}
	lang := e.rebuilder.flags.lang
	if asked := r.FormValue(boardLang); asked == "en" || asked == "fr" {
		lang = asked
	}
	have := e.boardHave(s)
	parts, _ := injectScript(board.Make(s.latest, o).HTML(lang, board.View{Query: r.URL.Query(), Nonce: e.nonce}), have)
	sendPage(w, r, http.StatusOK, have, "default-src 'none';script-src 'self';style-src 'nonce-"+e.nonce+"';connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'self'", parts)
}

// boardHave changes with every build: telling whether the board does would cost as much as
// making it.
func (e *handler) boardHave(s *snapshot) string { return fmt.Sprintf("200-%s-%d", e.nonce, s.number) }
