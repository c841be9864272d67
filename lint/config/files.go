package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v3"
)

// maxOther is the size in bytes of the largest file that is read because the configuration names it.
const maxOther = 16 << 20

// open reads another file, which a value names relative to the folder of this one. Key is the setting, for errors.
func (r *reader) open(key string, value *yaml.Node, read func(other *reader, root *yaml.Node)) {
	path, ok := r.path(key, value)
	if !ok {
		return
	}
	source, err := readRegular(path)
	if err != nil {
		r.fail(r.span(value), "%s: %v", key, err)
		return
	}
	other := newReader(path, source, r.checks)
	other.document(func(root *yaml.Node) { read(other, root) })
	for _, err := range other.errors { // a file may be named twice
		if !slices.ContainsFunc(r.errors, func(e error) bool { return e.Error() == err.Error() }) {
			r.errors = append(r.errors, err)
		}
	}
}

// metricsKey names snapshots of metrics.
const metricsKey = "metrics"

// Snapshot is the path of the snapshot that a project has where its configuration names none, relative to the folder of that.
const Snapshot = ".rulelint/metrics.yaml"

// readMetrics reads the paths of snapshots.
func (r *reader) readMetrics(value *yaml.Node) {
	r.snapshots = []string{}
	for _, item := range r.texts(metricsKey, value) {
		path, ok := r.path(metricsKey, item)
		if _, err := os.Stat(path); ok && err != nil {
			r.fail(r.span(item), "%s: %v", metricsKey, withoutPath(path, err))
		}
		r.snapshots = append(r.snapshots, path)
	}
}

// defaultSnapshots returns the snapshot that is taken where none is named, if there is one in the folder.
func defaultSnapshots(folder string) []string {
	path := filepath.Join(folder, filepath.FromSlash(Snapshot))
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	return []string{path}
}

// path returns the path of a file that a value names relative to the folder of this one.
func (r *reader) path(key string, value *yaml.Node) (string, bool) {
	if value.Kind != yaml.ScalarNode || value.Value == "" {
		r.fail(r.span(value), "%s must be the path of a file, not %s", key, shown(value))
		return "", false
	}
	path := filepath.FromSlash(value.Value)
	if filepath.IsAbs(path) {
		return path, true
	}
	return filepath.Join(filepath.Dir(r.name), path), true
}

// readRegular returns the bytes of a file that is one: not a folder, and nothing that one waits for.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, withoutPath(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", path)
	}
	return readFile(path, maxOther)
}

// withoutPath words an error about a path without what was tried with it.
func withoutPath(path string, err error) error {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		err = inPath.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// readFile returns the bytes of a file that is not larger than limit.
func readFile(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	source, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(source)) > limit {
		return nil, fmt.Errorf("%s: larger than %d bytes", path, limit)
	}
	return source, err
}
