package dataset

import (
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	got := string(JSON(Object{{"z", "<a> & “b”"}, {"a", []any{1, true, Object{{"ar", "نص"}}}}, {"none", nil}}))
	want := "{\n \"z\": \"<a> & “b”\",\n" +
		" \"a\": [\n  1,\n  true,\n  {\n   \"ar\": \"نص\"\n  }\n ],\n \"none\": null\n}\n"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if !json.Valid([]byte(got)) {
		t.Error("it is no JSON")
	}
}

func TestCSV(t *testing.T) {
	rows := [][]string{{"id", "title"}, {"1", "a, \"b\"\nc"}, {"2", "ملح"}}
	text, marked := strings.CutPrefix(string(CSV(rows)), "\ufeff")
	if !marked || !strings.HasPrefix(text, "id,title\r\n") {
		t.Errorf("%q", text)
	}
	back, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !reflect.DeepEqual(back, rows) {
		t.Errorf("%q %v", back, err)
	}
}
