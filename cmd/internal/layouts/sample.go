package layouts

import "reflect"

// samplePage is a page on which everything is there, to try layouts on.
func samplePage() *Page {
	p := &Page{}
	fill(reflect.ValueOf(p).Elem(), 0)
	return p
}

// sampleDepth ends types that hold themselves.
const sampleDepth = 12

func fill(v reflect.Value, depth int) {
	if depth > sampleDepth {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth+1)
		}
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	}
}
