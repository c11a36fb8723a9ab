package main

import (
	"fmt"
	"net/http"

	"artsfactory/cmd/internal/board"
)

const boardPath = "/_board/"

// boardLang is the key of the query with the language of the board: that of the bar.
const boardLang = "lang"

// board answers with the board: what could be done next on the site, as its sources are now.
func (h *handler) board(w http.ResponseWriter, r *http.Request) {
	s := h.rebuilder.current.Load()
	o := board.Options{Files: s.files, Times: board.Times{Build: s.took}}
	if r.FormValue(board.WeighKey) != "" {
		o.Weights = board.Weigh(s.latest)
	}
	lang := h.rebuilder.flags.lang
	if asked := r.FormValue(boardLang); asked == "en" || asked == "fr" {
		lang = asked
	}
	etag := h.boardETag(s)
	page := board.Make(s.latest, o).HTML(lang, board.View{Query: r.URL.Query(), Nonce: h.nonce})
	parts, _ := injectScript(page, etag, h.guard.tokenFor(r))
	policy := "default-src 'none';script-src 'self';style-src 'nonce-" + h.nonce +
		"';connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'self'"
	sendPage(w, r, http.StatusOK, etag, policy, parts)
}

// boardETag changes with every build: finding out whether the board does would cost as much as
// making it.
func (h *handler) boardETag(s *snapshot) string { return fmt.Sprintf("200-%s-%d", h.nonce, s.number) }
