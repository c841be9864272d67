// Package config reads .rulelint.yaml, which says how loud each check is and how it is set up:
//
//	checks:
//	  shortrange:
//	    level: error          # off, info, warning or error
//	    scrapeInterval: 15s   # an option of the check
//
// What is not written keeps its default. An unknown check, option or level is an error that says what is allowed.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// Name is the name of the file.
const Name = ".rulelint.yaml"

// Config is a configuration applied to checks.
type Config struct {
	Checks []*lint.Check // all those known, configured, in their order
}

// Find returns the path of the configuration that holds for dir: in it, or in the nearest folder above it, up to the root of
// the repository (the folder that holds .git) or of the file system. It returns "" if there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("config: %w", err)
	}
	for {
		path := filepath.Join(dir, Name)
		switch _, err := os.Stat(path); {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("config: %w", err)
		}
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return "", nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// Load reads the configuration at path and applies it to checks.
func Load(path string, checks []*lint.Check) (*Config, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	return Parse(path, source, checks)
}

// Parse reads a configuration and applies it to copies of checks. The error joins a *rulefile.Error for each thing that is
// wrong; name is the file in them.
func Parse(name string, source []byte, checks []*lint.Check) (*Config, error) {
	r := &reader{name: name, source: source}
	configured := make([]*lint.Check, len(checks))
	for i, check := range checks {
		configured[i] = clone(check)
	}
	r.file(configured)
	if len(r.errors) > 0 {
		return nil, errors.Join(r.errors...)
	}
	return &Config{Checks: configured}, nil
}

// reader reads one file and collects what is wrong with it.
type reader struct {
	name   string
	source []byte
	errors []error
}

// fail records that what stands at span is wrong.
func (r *reader) fail(span rulefile.Span, format string, args ...any) {
	r.errors = append(r.errors, &rulefile.Error{File: r.name, Span: span, Message: fmt.Sprintf(format, args...)})
}
