// Package dataset writes open data: JSON whose members keep their order, and tables as CSV.
package dataset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
)

// An Object is a JSON object whose members keep their order.
type Object []Member

// A Member is a name and what JSON can hold.
type Member struct {
	Name  string
	Value any
}

// Add adds a member.
func (o *Object) Add(name string, value any) { *o = append(*o, Member{name, value}) }

// MarshalJSON writes the members in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		name, err := json.Marshal(m.Name)
		if err != nil {
			return nil, err
		}
		value, err := marshal(m.Value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

// marshal leaves < > & as they are: the files are no part of a page.
func marshal(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// JSON is a value as a file, a line for each member. The value is made of objects, lists, texts, numbers and truth
// values.
func JSON(value any) []byte {
	b, err := marshal(value)
	if err != nil {
		panic(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", " "); err != nil {
		panic(err)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// CSV is a table as a file (RFC 4180), its first row the names of the columns. It begins with a byte order mark, by
// which spreadsheets know that it is UTF-8.
func CSV(rows [][]string) []byte {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	return b.Bytes()
}
