package rulegen

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/promwright/promwright/internal/atomicfile"
)

// Write writes files below dir, and the folders that they stand in. If one of them has an error or cannot be written, none is;
// each is replaced as a whole, and one that would not change is not touched.
//
// A file that does not say in its first comment that it is generated is an error, unless Write would only add that: somebody wrote it.
func Write(dir string, files ...File) error {
	outputs, err := generate(dir, files)
	if err != nil {
		return err
	}
	_, err = writeAll(outputs, false)
	return err
}

// result says what became of a file.
type result struct {
	output
	drift *Drift // nil: it was left alone
}

// writeAll brings the files on disk up to date. Unless each of them can be written, it returns why and leaves all as they are; what it
// returns beside an error is what was done before something failed that nobody could foresee. Force says that files which are not
// generated may be replaced.
func writeAll(outputs []output, force bool) ([]result, error) {
	var (
		plans []result
		errs  []error
	)
	for _, out := range outputs {
		drift, err := out.plan(force)
		plans = append(plans, result{out, drift})
		if err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	var t atomicfile.Transaction
	for _, plan := range plans {
		if plan.drift == nil {
			continue
		}
		if err := t.Stage(plan.path, plan.content, 0o644); err != nil {
			errs = append(errs, fmt.Errorf("rulegen: %w", err))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(append(errs, t.Undo())...)
	}
	var done []result
	for _, plan := range plans {
		if plan.drift != nil {
			if err := t.Commit(plan.path); err != nil {
				errs = append(errs, fmt.Errorf("rulegen: %w", err))
				continue
			}
		}
		done = append(done, plan)
	}
	return done, errors.Join(errs...)
}

// plan returns how the file on disk differs, nil if it does not, or why it must not be replaced.
func (o output) plan(force bool) (*Drift, error) {
	drift, err := o.drift()
	if drift == nil || force {
		return drift, err
	}
	return drift, o.foreign(drift)
}

// foreign returns an error if somebody wrote the file on disk, which would be lost.
func (o output) foreign(drift *Drift) error {
	_, headless, _ := bytes.Cut(o.content, []byte("\n"))
	if isGenerated(drift.old) || bytes.Equal(drift.old, headless) {
		return nil
	}
	return fmt.Errorf("rulegen: %s: no comment at its top says that this file is generated, so somebody wrote it; "+
		"remove it, or run this program with -force", o.path)
}
