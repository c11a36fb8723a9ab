package site

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/dataset"
	"artsfactory/cmd/internal/view"
)

// dataFolder is where open data is, in the tree.
const dataFolder = "data"

// dataVersion is that of the form of the data. It changes where a member goes or means something else.
const dataVersion = 1

// dataPage is the page that documents the data, or nil: without it there is none.
func (rs *resolvedSite) dataPage(lang int) *view.Route {
	for _, p := range rs.Pages {
		if p.Template == "data" {
			return rs.routes.to(nameOf(&p.Entry), lang)
		}
	}
	return nil
}

// planData plans the open data: a file for each kind of entry, in all languages at once, and films as a table.
func planData(o *outputs, rs *resolvedSite, lang int) {
	if lang > 0 || rs.dataPage(0) == nil {
		return
	}
	for _, d := range view.Datasets {
		o.add(rs, dataFolder+"/"+d.Name+".json", "application/json", nil, nil,
			func(r *renderer, _ view.Bodies) []byte { return dataset.JSON(r.dataset(d)) })
	}
	o.add(rs, dataFolder+"/films.csv", "text/csv", nil, nil,
		func(r *renderer, _ view.Bodies) []byte { return dataset.CSV(r.filmTable()) })
}

// dataURL is the address of a file of data, or "".
func (r *renderer) dataURL(name string) string {
	if p := dataFolder + "/" + name; r.plan.outputs.has(p) {
		return r.fileURL(p)
	}
	return ""
}

// dataset is all that is given away of some kinds.
func (r *renderer) dataset(d view.Dataset) dataset.Object {
	codes := []string{}
	for _, l := range r.Config.Languages {
		codes = append(codes, l.Code)
	}
	items := []any{}
	for _, k := range d.Kinds {
		for _, record := range r.Records(k) {
			if r.routes.byEntry[nameOf(record.Base())] != nil {
				items = append(items, r.dataItem(record))
			}
		}
	}
	return dataset.Object{{Name: "version", Value: dataVersion}, {Name: "publisher", Value: r.Config.Name},
		{Name: "documentation", Value: r.absolute(r.dataPage(0).URL)}, {Name: "licence", Value: nil},
		{Name: "languages", Value: codes}, {Name: d.Name, Value: items}}
}

// dataItem is what is given away of an entry.
func (r *renderer) dataItem(record content.Record) dataset.Object {
	e := record.Base()
	var urls dataset.Object
	for lang, rt := range r.routes.byEntry[nameOf(e)] {
		if rt != nil {
			urls.Add(r.Config.Languages[lang].Code, r.absolute(rt.URL))
		}
	}
	o := dataset.Object{{Name: "id", Value: "urn:uuid:" + r.permanentID(e, "")}, {Name: "kind", Value: string(e.Kind)},
		{Name: "name", Value: e.ID}, {Name: "url", Value: urls}}
	return append(o, r.dataOf(reflect.ValueOf(record).Elem())...)
}

// dataOf are the fields of a struct that say something, and the names of those that are not known.
func (r *renderer) dataOf(x reflect.Value) (o dataset.Object) {
	var unknown []string
	for _, f := range view.DataFields(x.Type()) {
		v := f.Of(x)
		name := view.DataName(f.Name)
		if _, optional := content.ElemOfOptional(v.Type()); optional &&
			content.State(v.FieldByName("State").Uint()) == content.StateUnknown {
			unknown = append(unknown, name)
			continue
		}
		known, ok := content.ValueOf(v)
		if !ok {
			continue
		}
		if value := r.dataValue(known, f.Ref); value != nil {
			o.Add(name, value)
		}
	}
	if unknown != nil {
		o.Add("unknown", unknown)
	}
	return o
}

// dataValue is a value of content as JSON can hold it, or nil where it says nothing, or names who may not be named.
func (r *renderer) dataValue(v reflect.Value, ref content.Kind) any {
	switch x := v.Interface().(type) {
	case content.LocalizedText:
		var o dataset.Object
		for i, l := range r.Config.Languages {
			if t, in := x.In(i); in == i && t != "" {
				o.Add(l.Code, t)
			}
		}
		return orNil(o)
	case content.Date:
		if x.Known() {
			return x.String()
		}
		return nil
	case content.Duration:
		return int(x.Seconds())
	case content.Count:
		return dataset.Object{{Name: "number", Value: x.N}, {Name: "about", Value: x.About}}
	case content.Ref:
		return r.dataReference(ref, x.ID)
	case content.Contributor:
		if x.ID == "" {
			return dataset.Object{{Name: "name", Value: x.Name}}
		}
		if id := r.dataReference(content.PersonKind, x.ID); id != nil {
			return dataset.Object{{Name: "person", Value: id}}
		}
		return nil
	case content.Image:
		u := r.assets.published[content.Resolve(x.Dir, x.Src)]
		if u == "" {
			return nil
		}
		o := dataset.Object{{Name: "url", Value: r.absolute(u)}}
		return append(o, slices.DeleteFunc(r.dataOf(v), func(m dataset.Member) bool { return m.Name == "src" })...)
	}
	switch v.Kind() {
	case reflect.Slice:
		list := []any{}
		for i := range v.Len() {
			if x := r.dataValue(v.Index(i), ref); x != nil {
				list = append(list, x)
			}
		}
		return list
	case reflect.Struct:
		return orNil(r.dataOf(v))
	case reflect.String:
		if v.String() != "" {
			return v.String()
		}
	case reflect.Int:
		return v.Int()
	case reflect.Float64:
		return v.Float()
	case reflect.Bool:
		if v.Bool() {
			return true
		}
	}
	return nil
}

func orNil(o dataset.Object) any {
	if len(o) == 0 {
		return nil
	}
	return o
}

// dataReference is the name of an entry that has a page, else nil.
func (r *renderer) dataReference(k content.Kind, id string) any {
	if r.routes.byEntry[k.Folder()+"/"+id] == nil {
		return nil
	}
	return id
}

// filmTable are the films, with what a festival asks first.
func (r *renderer) filmTable() [][]string {
	header := []string{"id", "name", "url"}
	for _, l := range r.Config.Languages {
		header = append(header, "title_"+l.Code)
	}
	header = append(header, "original_title", "form", "session", "year", "runtime_seconds", "country", "languages",
		"subtitles")
	rows := [][]string{header}
	for _, f := range r.Films {
		rt := r.routes.to(nameOf(&f.Entry), 0)
		if rt == nil {
			continue
		}
		row := []string{"urn:uuid:" + r.permanentID(&f.Entry, ""), f.ID, r.absolute(rt.URL)}
		for i := range r.Config.Languages {
			t := ""
			if f.Title.Has(i) {
				t, _ = f.Title.In(i)
			}
			row = append(row, t)
		}
		year, runtime := "", ""
		if f.Year.IsKnown() {
			year = strconv.Itoa(f.Year.Value)
		}
		if f.Runtime.IsKnown() {
			runtime = strconv.Itoa(int(f.Runtime.Value.Seconds()))
		}
		rows = append(rows, append(row, f.OriginalTitle.Value, f.Type, f.Session.ID, year, runtime, f.Country.Value,
			joinCodes(f.Languages.Value), joinCodes(f.Subtitles.Value)))
	}
	return rows
}

func joinCodes(list []content.Lang) string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = string(l)
	}
	return strings.Join(out, " ")
}
