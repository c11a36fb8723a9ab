package main

import (
	"bytes"
	"fmt"
	"path"

	"artsfactory/cmd/internal/schema"
	"artsfactory/cmd/internal/source"
)

// writeSchemas writes the files that are made from the types, where they are not so already.
func (t *tool) writeSchemas() int {
	n := 0
	for _, f := range schema.Files() {
		if old, err := t.dir.ReadFile(f.Path); err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		n++
		if t.dry {
			fmt.Fprintln(t.stdout, t.say("%s would be written", "%s serait écrit", f.Path))
			continue
		}
		err := t.dir.MkdirAll(path.Dir(f.Path), 0o777)
		if err == nil {
			err = t.dir.WriteFile(f.Path, f.Data, 0o666)
		}
		if err != nil {
			return t.refuse(1, source.Msg("%s cannot be written", "impossible d’écrire %s", f.Path), source.Msg("check the permissions and the space on the disk", "vérifiez les droits d’accès et la place sur le disque"))
		}
		fmt.Fprintln(t.stdout, t.say("%s is written.", "%s est écrit.", f.Path))
	}
	if n == 0 {
		fmt.Fprintln(t.stdout, t.say("The schemas are as the types say.", "Les schémas sont conformes aux types."))
	}
	return 0
}
