package promtool

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
)

// exposition reads a page of metrics.
func (r *reader) exposition(a args) []promtest.Series {
	if !r.alone(a, "exposition", "scrape", "offset", "jitter", "seed") {
		return nil
	}
	page, ok := r.data(a.nodes["exposition"], a.text("exposition"))
	if !ok {
		return nil
	}
	return promtest.FromExposition(page)
}

// wideCSV reads a file of several series.
func (r *reader) wideCSV(a args) []promtest.Series {
	if !r.alone(a, "csv", "scrape", "offset", "jitter", "seed") {
		return nil
	}
	text, ok := r.data(a.nodes["csv"], a.text("csv"))
	if !ok {
		return nil
	}
	return promtest.FromWideCSV(bytes.NewReader(text))
}

// csv reads a file of one series.
func (r *reader) csv(a args) promtest.Timeline {
	text, ok := r.data(a.nodes["csv"], a.text("csv"))
	if !ok {
		return promtest.Timeline{}
	}
	return promtest.FromCSV(bytes.NewReader(text))
}

// alone reports whether a has no field but name and the allowed ones, and adds an error for the others.
func (r *reader) alone(a args, name string, allowed ...string) bool {
	before := len(r.errs)
	ok := map[string]bool{name: true}
	for _, field := range allowed {
		ok[field] = true
	}
	for _, p := range seriesParams {
		if a.has(p.name) && !ok[p.name] {
			r.fail(a.nodes[p.name], "%s does not stand beside %s, which brings its own series (allowed: %s)", p.name, name, strings.Join(allowed, ", "))
		}
	}
	return len(r.errs) == before
}

// data reads a file that a test names, relative to the folder of the test.
func (r *reader) data(n *yaml.Node, name string) ([]byte, bool) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(r.file), filepath.FromSlash(path))
	}
	if data, ok := r.files[path]; ok {
		return data, true
	}
	data, err := readData(path)
	if err != nil {
		r.fail(n, "%s: %v", name, err)
		return nil, false
	}
	if r.files == nil {
		r.files = map[string][]byte{}
	}
	r.files[path] = data
	return data, true
}

// readData reads a file of limited size.
func readData(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, cause(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("is no file")
	case info.Size() > MaxSize:
		return nil, fmt.Errorf("has %d bytes, a file of series may have %d", info.Size(), MaxSize)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, cause(err)
	}
	return data, nil
}
