package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Transaction is files that are about to be replaced, and folders that were made for them. What can be known to fail has not once all are
// staged. The zero value is ready to use; it ends with [Transaction.Undo], or with a [Transaction.Commit] of each file.
type Transaction struct {
	staged  map[string]*Staged // by path
	folders []string           // that were made, each after those that it stands in
}

// Stage prepares to give the file at path a content, as [Stage] does, and makes the folders that it stands in.
func (t *Transaction) Stage(path string, content []byte, mode fs.FileMode) error {
	if err := t.folder(filepath.Dir(path)); err != nil {
		return err
	}
	staged, err := Stage(path, content, mode)
	if err != nil {
		return err
	}
	if t.staged == nil {
		t.staged = map[string]*Staged{}
	}
	t.staged[path] = staged
	return nil
}

// folder makes a folder and those that it stands in, and remembers which were not there.
func (t *Transaction) folder(path string) error {
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

// Commit gives the file at a path that was staged its new content.
func (t *Transaction) Commit(path string) error { return t.staged[path].Commit() }

// Undo removes what was made. Files are as they were.
func (t *Transaction) Undo() error {
	var errs []error
	for _, staged := range t.staged {
		errs = append(errs, staged.Discard())
	}
	for i := range t.folders {
		errs = append(errs, os.Remove(t.folders[len(t.folders)-1-i]))
	}
	return errors.Join(errs...)
}
