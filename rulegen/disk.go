package rulegen

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/promwright/promwright/internal/atomicfile"
)

// Write writes files below dir, and the folders that they stand in. If one of them has an error, none is written;
// each is replaced as a whole, and one that would not change is not touched.
func Write(dir string, files ...File) error {
	outputs, err := generate(dir, files)
	if err != nil {
		return err
	}
	var errs []error
	for _, out := range outputs {
		if _, err := out.write(); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Check returns a [*Drift] for each of the files below dir that is not as [Write] would write it, joined.
// It changes nothing. Line breaks may be those of Windows.
func Check(dir string, files ...File) error {
	outputs, err := generate(dir, files)
	if err != nil {
		return err
	}
	var errs []error
	for _, out := range outputs {
		drift, err := out.drift()
		if drift != nil {
			err = drift
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Drift says that a file on disk is not what its rules generate.
type Drift struct {
	Path    string // of the file
	Missing bool   // there is no such file
	Diff    []byte // unified, from the file on disk to the generated one
}

// Error names the file, and shows the difference.
func (d *Drift) Error() string {
	what := "differs from what its rules generate"
	if d.Missing {
		what = "is missing"
	}
	return fmt.Sprintf("%s: %s\n%s", d.Path, what, d.Diff)
}

// drift returns how the file on disk differs, or nil.
func (o output) drift() (*Drift, error) {
	old, err := os.ReadFile(o.path)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return nil, fmt.Errorf("rulegen: %w", err)
	}
	old = bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n"))
	if bytes.Equal(old, o.content) {
		return nil, nil
	}
	return &Drift{Path: o.path, Missing: missing, Diff: diff.Diff(o.path, old, o.path+" (generated)", o.content)}, nil
}

// write writes the file and returns whether it changed.
func (o output) write() (changed bool, err error) {
	if old, err := os.ReadFile(o.path); err == nil && bytes.Equal(old, o.content) {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(o.path), 0o755); err != nil {
		return false, fmt.Errorf("rulegen: %w", err)
	}
	if err := atomicfile.Write(o.path, o.content, 0o644); err != nil {
		return false, fmt.Errorf("rulegen: %w", err)
	}
	return true, nil
}
