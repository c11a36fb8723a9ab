package content

import "reflect"

// Walk calls found for the words and the pictures that a record holds, in the order of its
// fields, with the names that lead there: "credits.role". x is a Words or an Image; a picture
// comes before its words.
func Walk(r Record, found func(field string, x any)) {
	walk(reflect.ValueOf(r).Elem(), "", found)
}

func walk(v reflect.Value, name string, found func(field string, x any)) {
	switch x := v.Addr().Interface().(type) {
	case *LocalizedText:
		if !x.Empty() {
			found(name, *x)
		}
		return
	case *Image:
		if x.Src != "" {
			found(name, *x)
		}
	case optional:
		if stateOf(v) == StateKnown {
			walk(v.FieldByName("Value"), name, found)
		}
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), name, found)
		}
	case reflect.Struct:
		fields := Fields(v.Type())
		for i := range fields {
			inner := fields[i].Name
			if name != "" {
				inner = name + "." + inner
			}
			walk(v.FieldByIndex(fields[i].index), inner, found)
		}
	}
}
