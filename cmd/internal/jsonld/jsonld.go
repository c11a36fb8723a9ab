// Package jsonld writes what a page shows for machines: JSON-LD 1.1 in the vocabulary of schema.org, one graph a page.
//
// A value that is not there is left out: nothing stands for what is not known. It refuses to know entries and pages.
package jsonld

import (
	"bytes"
	"encoding/json"
	"slices"
)

// A Node is a thing of a type, and what is said of it in the order in which it was added.
type Node struct{ properties []property }

type property struct {
	name  string
	value any
}

// New is a thing of a type of schema.org. id is its identity, an absolute URL, or "" for one that only another names.
func New(kind, id string) *Node {
	return (&Node{properties: []property{{"@type", kind}}}).Add("@id", id)
}

// Ref is another node of a graph, by its identity; nil for "".
func Ref(id string) *Node {
	if id == "" {
		return nil
	}
	return (&Node{}).Add("@id", id)
}

// Add says something of the thing: a text, a number, a *Node or a list of one of them. An empty text, 0, nil and an
// empty list say nothing.
func (n *Node) Add(name string, value any) *Node {
	switch v := value.(type) {
	case string:
		if v == "" {
			return n
		}
	case int:
		if v == 0 {
			return n
		}
	case *Node:
		if v == nil {
			return n
		}
	case []string:
		if len(v) == 0 {
			return n
		}
		if len(v) == 1 {
			value = v[0]
		}
	case []*Node:
		v = slices.DeleteFunc(v, func(x *Node) bool { return x == nil })
		if len(v) == 0 {
			return n
		}
		value = v
	default:
		panic("jsonld: a value of another type for " + name)
	}
	n.properties = append(n.properties, property{name, value})
	return n
}

// MarshalJSON writes the properties in their order.
func (n *Node) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, p := range n.properties {
		b.WriteByte("{,"[min(i, 1)])
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.WriteString(`"` + p.name + `":`)
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Graph is the text of a graph. It holds no <, > and &, so that it can stand in a page as it is.
func Graph(nodes []*Node) string {
	b, err := json.Marshal(nodes)
	if err != nil {
		panic(err) // nodes hold texts, numbers and nodes
	}
	return `{"@context":"https://schema.org","@graph":` + string(b) + "}"
}
