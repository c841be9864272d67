package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"sync"
)

// module is a Go module at a version: PATH@VERSION.
type module string

// dirs are where modules are, once they were asked for.
var dirs sync.Map

// dir returns the folder of a module's files, fetched by the go command if they are not there.
func (m module) dir() (string, error) {
	if dir, ok := dirs.Load(m); ok {
		return dir.(string), nil
	}
	command := exec.Command("go", "mod", "download", "-json", string(m))
	command.Dir = "/" // outside of any module
	out, err := command.Output()
	var found struct{ Dir, Error string }
	if json.Unmarshal(out, &found) == nil && found.Error != "" {
		err = errors.New(found.Error)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", m, err)
	}
	dirs.Store(m, found.Dir)
	return found.Dir, nil
}
