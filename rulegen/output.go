package rulegen

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/rules"
)

// output is a file that has been generated.
type output struct {
	File
	path    string // on disk
	groups  []rules.PlainGroup
	content []byte
}

// generate returns the files as they are to stand below dir, or every error of all of them, each once.
func generate(dir string, files []File) ([]output, error) {
	var (
		outputs []output
		errs    []error
		seen    = map[string]bool{}
		paths   = map[string]bool{}
	)
	fail := func(err error) {
		for _, err := range joined.Errors(err) {
			if !seen[err.Error()] {
				seen[err.Error()] = true
				errs = append(errs, err)
			}
		}
	}
	for _, file := range files {
		out, err := file.generate()
		if err != nil {
			fail(err)
		}
		if out.path = onDisk(dir, out.Path); paths[out.path] {
			fail(fmt.Errorf("rulegen: file %q is written twice", out.Path))
		}
		paths[out.path] = true
		outputs = append(outputs, out)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return outputs, nil
}

// onDisk returns where a file stands.
func onDisk(dir, path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}
