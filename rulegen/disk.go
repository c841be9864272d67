package rulegen

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	textdiff "github.com/rogpeppe/go-internal/diff"

	"github.com/promwright/promwright/rules/diff"
)

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
	Path    string        // of the file
	Missing bool          // there is no such file
	Changes []diff.Change // in meaning, from the file on disk to the generated one; none where the file is missing or cannot be read
	Diff    []byte        // of the text, unified, from the file on disk to the generated one

	old     []byte   // what is on disk, with Unix line breaks
	meaning []string // in lines; none where the file is missing
}

// Error names the file, and shows the difference: in meaning, and as text.
func (d *Drift) Error() string {
	what := "differs from what its rules generate"
	if d.Missing {
		what = "is missing"
	}
	return fmt.Sprintf("%s: %s\n%s%s", d.Path, what, indented(d.meaning), d.Diff)
}

// indented returns lines with two spaces before each.
func indented(lines []string) string {
	var text strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&text, "  %s\n", line)
	}
	return text.String()
}

// read returns the content of the file on disk; exists is false where there is none.
func (o output) read() (content []byte, exists bool, err error) {
	content, err = os.ReadFile(o.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("rulegen: %w", err)
	}
	return content, true, nil
}

// unixLines returns content with \n for line breaks.
func unixLines(content []byte) []byte { return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")) }

// drift returns how the file on disk differs, or nil.
func (o output) drift() (*Drift, error) {
	old, exists, err := o.read()
	if err != nil {
		return nil, err
	}
	old = unixLines(old)
	if bytes.Equal(old, o.content) && exists {
		return nil, nil
	}
	d := &Drift{Path: o.path, Missing: !exists, old: old, Diff: textdiff.Diff(o.path, old, o.path+" (generated)", o.content)}
	if exists {
		m := compare(o.path, o.form(), old, o.content)
		d.Changes, d.meaning = m.changes, m.lines()
	}
	return d, nil
}
