package site

import (
	"slices"
	"time"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/feed"
	"artsfactory/cmd/internal/view"
)

// A feedRow is a feed that every language has.
type feedRow struct {
	name    string // of its files, without the ending
	entries func(*resolvedSite) []content.Record
	page    func(*resolvedSite, int) *view.Route // that lists the entries
	folders []string                             // whose pages name the feed
}

var feedTable = []feedRow{
	{"news", (*resolvedSite).newsEntries, listPage(content.NewsKind), []string{content.NewsKind.Folder()}},
	{"agenda", (*resolvedSite).agendaEntries, (*resolvedSite).agendaPage,
		[]string{content.MasterclassKind.Folder(), content.EventKind.Folder()}},
	{"films", (*resolvedSite).filmEntries, listPage(content.FilmKind), []string{content.FilmKind.Folder()}},
}

func listPage(k content.Kind) func(*resolvedSite, int) *view.Route {
	return func(rs *resolvedSite, lang int) *view.Route { return rs.routes.listOf(k.Folder(), lang) }
}

func (rs *resolvedSite) newsEntries() (list []content.Record) {
	for _, n := range rs.News {
		list = append(list, n)
	}
	return list
}

// agendaEntries are all meetings, and sessions for when applications open.
func (rs *resolvedSite) agendaEntries() []content.Record {
	list := rs.meetings()
	for _, s := range rs.Sessions {
		list = append(list, s)
	}
	return list
}

func (rs *resolvedSite) filmEntries() (list []content.Record) {
	for _, f := range rs.Films {
		list = append(list, f)
	}
	return list
}

// feedDates are when an entry was published, the zero time where that is not known, and the instant that its feed
// is ordered by: of a meeting that does not say when it was published, when it takes place. What is not known to
// the day has none. A day means its beginning.
func feedDates(r content.Record) (publish, updated time.Time) {
	publish = published(r.Base())
	var own content.Date
	if n, ok := r.(*content.News); ok {
		if own = n.Date; own.Precision >= content.Day {
			return own.From(), own.From()
		}
		return time.Time{}, time.Time{}
	}
	if s, ok := r.(*content.Session); ok {
		own = s.Applications.Value.Opens
	} else if m := meetingOf(r); m != nil {
		own = m.Start
	} else {
		return publish, publish
	}
	if own.Precision < content.Day {
		return publish, time.Time{}
	}
	if updated = publish; updated.IsZero() {
		updated = own.From()
	}
	return publish, updated
}

// inFeed says that a feed can hold an entry.
func inFeed(e content.Record) bool {
	_, updated := feedDates(e)
	return !updated.IsZero()
}

// planFeeds plans the feeds of a language: of each kind that has one, and one of all. One without entries is not
// made.
func planFeeds(o *outputs, rs *resolvedSite, lang int) {
	home := rs.routes.page(&content.Entry{Folder: content.PageKind.Folder(), ID: "index"}, lang)
	all := func(rs *resolvedSite) (list []content.Record) {
		for _, row := range feedTable {
			list = append(list, row.entries(rs)...)
		}
		return list
	}
	if home != nil {
		o.addFeed(rs, lang, feedRow{name: "feed", entries: all}, home, nil, []*view.Route{home})
	}
	for _, row := range feedTable {
		about := row.page(rs, lang)
		if about == nil {
			continue
		}
		var pages []*view.Route
		if about.Lang == lang && !slices.Contains(row.folders, about.Folder) {
			pages = append(pages, about)
		}
		o.addFeed(rs, lang, row, about, about, pages)
	}
}

// addFeed plans the two files of a feed: lists is the page that lists its entries, and about the one whose title it
// has.
func (o *outputs) addFeed(rs *resolvedSite, lang int, row feedRow, lists, about *view.Route, pages []*view.Route) {
	if !slices.ContainsFunc(row.entries(rs), inFeed) {
		return
	}
	path := rs.routes.prefix(lang) + row.name
	content := func(r *renderer, b view.Bodies) feed.Feed { return r.feed(lang, row, lists, about, b) }
	atom := o.add(rs, path+".xml", feed.AtomType, about, pages,
		func(r *renderer, b view.Bodies) []byte { return content(r, b).Atom() })
	json := o.add(rs, path+".json", feed.JSONType, about, pages,
		func(r *renderer, b view.Bodies) []byte { return content(r, b).JSON() })
	for _, folder := range row.folders {
		o.inFolder[pageFolder{lang, folder}] = []view.Output{atom, json}
	}
	if about == nil {
		o.feeds[lang] = atom.URL
	}
}

func (r *renderer) feed(lang int, row feedRow, lists, about *view.Route, b view.Bodies) feed.Feed {
	v, code := r.views[lang], r.Config.Languages[lang].Code
	at := func(lang int, ending string) string {
		return r.absolute(r.fileURL(r.routes.prefix(lang) + row.name + ending))
	}
	f := feed.Feed{ID: "urn:uuid:" + r.uuid("feed/"+row.name+"/"+code), Title: v.OutputTitle(about),
		Author: v.OutputTitle(nil), Lang: code, PageURL: r.absolute(lists.URL), AtomURL: at(lang, ".xml"),
		JSONURL: at(lang, ".json"), StyleURL: r.assets.published["assets/css/feed.css"]}
	for i, l := range r.Config.Languages {
		if i != lang && r.plan.outputs.has(r.routes.prefix(i)+row.name+".xml") {
			f.Versions = append(f.Versions, feed.Version{Lang: l.Code, AtomURL: at(i, ".xml")})
		}
	}
	routeTo := func(e content.Record) *view.Route { return r.routes.to(nameOf(e.Base()), lang) }
	list := slices.DeleteFunc(row.entries(r.resolvedSite),
		func(e content.Record) bool { return !inFeed(e) || routeTo(e) == nil })
	for _, e := range newest(list) {
		rt := routeTo(e)
		x := feed.Entry{ID: "urn:uuid:" + r.permanentID(e.Base(), ""), Title: v.EntryTitle(e), Text: v.EntryText(e),
			Lang: r.Config.Languages[rt.Lang].Code, URL: r.absolute(rt.URL)}
		if s, ok := e.(*content.Session); ok {
			x.ID, x.Title = "urn:uuid:"+r.permanentID(e.Base(), "#opens"), v.DeadlineTitle(s, "opens")
		}
		x.HTML = r.views[rt.Lang].EntryHTML(e, rt, b)
		x.Published, x.Updated = feedDates(e)
		f.Entries = append(f.Entries, x)
	}
	return f
}

// newest leaves out entries that are older than as many as a feed holds, before their texts are made.
func newest(entries []content.Record) []content.Record {
	if len(entries) <= feed.MaxEntries {
		return entries
	}
	dates := make([]time.Time, len(entries))
	for i, e := range entries {
		_, dates[i] = feedDates(e)
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	return slices.DeleteFunc(entries, func(e content.Record) bool {
		_, updated := feedDates(e)
		return updated.Before(dates[feed.MaxEntries-1])
	})
}

func (o *outputs) has(path string) bool { return o.paths[path] }
