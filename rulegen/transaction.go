package rulegen

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/promwright/promwright/internal/atomicfile"
)

// transaction is files that are about to be replaced: what can be known to fail has not.
type transaction struct {
	staged  map[string]*atomicfile.Staged // by path
	folders []string                      // that were made
}

// stageAll prepares to write the files. If one cannot be written, it undoes all that it did.
func stageAll(plans []result) (*transaction, error) {
	t := &transaction{staged: map[string]*atomicfile.Staged{}}
	var errs []error
	for _, plan := range plans {
		if plan.drift == nil {
			continue
		}
		if err := t.stage(plan.path, plan.content); err != nil {
			errs = append(errs, fmt.Errorf("rulegen: %w", err))
		}
	}
	if len(errs) == 0 {
		return t, nil
	}
	return nil, errors.Join(append(errs, t.undo())...)
}

// stage prepares to give the file at path a content.
func (t *transaction) stage(path string, content []byte) error {
	if err := t.folder(filepath.Dir(path)); err != nil {
		return err
	}
	staged, err := atomicfile.Stage(path, content, 0o644)
	if err == nil {
		t.staged[path] = staged
	}
	return err
}

// folder makes a folder and those that it stands in, and remembers which were not there.
func (t *transaction) folder(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if parent := filepath.Dir(path); parent != path {
		if err := t.folder(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o755); err != nil {
		return err
	}
	t.folders = append(t.folders, path)
	return nil
}

// undo removes what was made.
func (t *transaction) undo() error {
	var errs []error
	for _, staged := range t.staged {
		errs = append(errs, staged.Discard())
	}
	for i := range t.folders {
		errs = append(errs, os.Remove(t.folders[len(t.folders)-1-i]))
	}
	return errors.Join(errs...)
}
