package site

import (
	"crypto/sha1"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/view"
)

// outputTable lists what leaves the site beside its pages, each a function that plans the files of one kind: a new
// output is a package that writes it, a function here, and a line.
var outputTable = []func(*outputs, *resolvedSite, int){
	planCalendars, planFeeds, planData, planKits,
}

// outputNames are the addresses that outputs have in every language; calendars of entries are beside their pages.
var outputNames = []string{manifestName, "agenda.ics", "feed.xml", "feed.json", "news.xml", "news.json", "agenda.xml",
	"agenda.json",
	"films.xml", "films.json"}

// outputs are the files that leave the site beside its pages, and where they are named.
type outputs struct {
	files []outputFile
	paths map[string]bool               // of files
	named map[*view.Route][]view.Output // by the page that names them
	// inFolder are named by all pages of a folder but those that list a part of what another lists.
	inFolder map[pageFolder][]view.Output
	feeds    map[int]string // URLs of the feeds of the whole site, by language
}

// A pageFolder is a folder of content in a language.
type pageFolder struct {
	lang   int
	folder string
}

// of are the outputs that a page names.
func (o *outputs) of(rt *view.Route) []view.Output {
	if rt.Facet != "" || rt.Page > 1 {
		return o.named[rt]
	}
	return slices.Concat(o.named[rt], o.inFolder[pageFolder{rt.Lang, rt.Folder}])
}

// An outputFile is a file of an output.
type outputFile struct {
	path  string
	bytes func(*renderer, view.Bodies) []byte
}

func newOutputs(rs *resolvedSite) *outputs {
	o := &outputs{paths: map[string]bool{}, named: map[*view.Route][]view.Output{},
		inFolder: map[pageFolder][]view.Output{}, feeds: map[int]string{}}
	for lang := range rs.Config.Languages {
		for _, plan := range outputTable {
			plan(o, rs, lang)
		}
	}
	return o
}

// add plans a file of a media type, named on pages. About is the page whose title it has.
func (o *outputs) add(rs *resolvedSite, name, mediaType string, about *view.Route, pages []*view.Route,
	bytes func(*renderer, view.Bodies) []byte) view.Output {
	x := view.Output{Type: mediaType, URL: rs.fileURL(name), About: about}
	o.files, o.paths[name] = append(o.files, outputFile{name, bytes}), true
	for _, rt := range pages {
		if rt != nil {
			o.named[rt] = append(o.named[rt], x)
		}
	}
	return x
}

// fileURL is the address of a file of the tree, from the host's root.
func (rs *resolvedSite) fileURL(name string) string {
	return rs.routes.base + (&url.URL{Path: name}).EscapedPath()
}

// page is the entry's page in a language itself, or nil.
func (r *routes) page(e *content.Entry, lang int) *view.Route {
	if list := r.byEntry[nameOf(e)]; list != nil {
		return list[lang]
	}
	return nil
}

// agendaPage is the page that lists all meetings, or else that of events, in a language; nil where there is none.
func (rs *resolvedSite) agendaPage(lang int) *view.Route {
	for _, p := range rs.Pages {
		if p.Template == "agenda" {
			return rs.routes.to(nameOf(&p.Entry), lang)
		}
	}
	return rs.routes.listOf(content.EventKind.Folder(), lang)
}

// permanentID is the identity of an entry, or of a part of one, for software outside: a name-based UUID (RFC 9562,
// section 5.5). It is the same in all languages, whatever slug the entry has, and says no name that a file has.
//
// An entry is known by its folder and the name of its file. One that has been renamed is known by the first name
// that it had: its first alias in the default language that is an address of its folder. So it holds
// as long as the alias is written first, as it has to be written for old links to work at all.
func (rs *resolvedSite) permanentID(e *content.Entry, part string) string {
	name := nameOf(e)
	if old := rs.firstName(e); old != "" {
		name = e.Folder + "/" + old
	}
	return rs.uuid(name + part)
}

// firstName is the name that an entry had before it was renamed, or "".
func (rs *resolvedSite) firstName(e *content.Entry) string {
	if names := rs.oldNames(e); len(names) > 0 {
		return names[0]
	}
	return ""
}

// oldNames are the names in an entry's aliases in the default language that are addresses of its folder.
func (rs *resolvedSite) oldNames(e *content.Entry) (names []string) {
	if len(e.Aliases.In) == 0 || e.Folder == content.PageKind.Folder() {
		return nil
	}
	lists := append(rs.Config.OldSegments(e.Folder, 0), rs.Config.Segment(e.Folder, 0))
	for _, a := range e.Aliases.In[0] {
		dir, name := path.Split(strings.TrimSuffix(a.Path, "/"))
		if slices.Contains(lists, strings.Trim(dir, "/")) && content.IsAddressPart(name) {
			names = append(names, name)
		}
	}
	return names
}

// urlNamespace is the namespace of UUIDs that are made from URLs (RFC 9562, section 6.6).
var urlNamespace = []byte("\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8")

// uuid is a name of the site as a UUID. The scheme of the site's address is no part of it, nor is its path: both
// change when a site moves to another place of its host.
func (rs *resolvedSite) uuid(name string) string {
	sum := sha1.Sum(slices.Concat(urlNamespace, []byte("//"+rs.base.Host+"/"+name)))
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
