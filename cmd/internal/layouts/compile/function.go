package compile

import (
	"cmp"
	"reflect"
	"strings"
)

var (
	typeBool   = reflect.TypeFor[bool]()
	typeInt    = reflect.TypeFor[int]()
	typeString = reflect.TypeFor[string]()
)

// mixed is the type of a choice between values of several types.
type mixed struct{}

// call compiles the functions that choose and compare.
func call(name string, args []expression, types []reflect.Type) (expression, reflect.Type) {
	switch name {
	case "and", "or":
		return either(args, name == "or"), sharedType(types)
	case "not":
		x := args[0]
		return func(r *run, dot reflect.Value) reflect.Value { return boolean(!truth(x(r, dot))) }, typeBool
	case "len":
		x := args[0]
		return func(r *run, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(pointed(x(r, dot)).Len())
		}, typeInt
	case "index":
		if len(args) == 2 && elem(types[0]).Kind() == reflect.Slice {
			list, at := args[0], args[1]
			return func(r *run, dot reflect.Value) reflect.Value {
				return pointed(list(r, dot)).Index(int(at(r, dot).Int()))
			}, elem(types[0]).Elem()
		}
	case "eq", "ne", "lt", "le", "gt", "ge":
		return comparison(name, args, types), typeBool
	}
	leave()
	return nil, nil
}

func either(args []expression, or bool) expression {
	return func(r *run, dot reflect.Value) (v reflect.Value) {
		for _, x := range args {
			if v = x(r, dot); truth(v) == or {
				return v
			}
		}
		return v
	}
}

func sharedType(types []reflect.Type) reflect.Type {
	areStrings := true
	for _, t := range types {
		areStrings = areStrings && t.Kind() == reflect.String
	}
	for _, t := range types {
		if t != types[0] {
			if areStrings {
				return typeString
			}
			return reflect.TypeFor[mixed]()
		}
	}
	return types[0]
}

var yes, no = reflect.ValueOf(true), reflect.ValueOf(false)

func boolean(b bool) reflect.Value {
	if b {
		return yes
	}
	return no
}

func comparison(name string, args []expression, types []reflect.Type) expression {
	for _, t := range types {
		if kind := t.Kind(); kind != types[0].Kind() || kind != reflect.String && kind != reflect.Int {
			leave()
		}
	}
	return func(r *run, dot reflect.Value) reflect.Value {
		a := args[0](r, dot)
		if name == "eq" {
			for _, b := range args[1:] {
				if order(a, b(r, dot)) == 0 {
					return yes
				}
			}
			return no
		}
		o := order(a, args[1](r, dot))
		return boolean(name == "ne" && o != 0 || name == "lt" && o < 0 || name == "le" && o <= 0 ||
			name == "gt" && o > 0 || name == "ge" && o >= 0)
	}
}

// order compares two texts or two numbers.
func order(a, b reflect.Value) int {
	if a.Kind() == reflect.String {
		return strings.Compare(a.String(), b.String())
	}
	return cmp.Compare(a.Int(), b.Int())
}
