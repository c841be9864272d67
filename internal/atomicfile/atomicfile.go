// Package atomicfile replaces the content of files in one step.
package atomicfile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// kept are the bits of its mode that a file keeps.
const kept = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// Write gives the file at path a new content: whoever reads it sees all of the old one or all of the new, even after a
// crash. Where path is a symbolic link, the file that it leads to is replaced and the link stays. A file that exists keeps
// its mode, and its owner where the system allows that; a new one gets the given mode.
//
// After an error the file is as it was, and nothing else is left in its folder.
func Write(path string, content []byte, mode fs.FileMode) error {
	staged, err := Stage(path, content, mode)
	if err != nil {
		return err
	}
	return staged.Commit()
}

// Staged is the new content of a file, written beside it: what can fail for lack of space or permission has not. It is either committed or
// discarded.
type Staged struct{ path, temp string }

// Stage prepares what [Write] does. After an error nothing is left.
func Stage(path string, content []byte, mode fs.FileMode) (*Staged, error) {
	path = Target(path)
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "replace", Path: path, Err: errors.New("this is not a regular file")}
	case err == nil:
		mode = info.Mode() & kept
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	temp, err := stage(path, content, mode, info)
	if err != nil {
		return nil, err
	}
	return &Staged{path, temp}, nil
}

// Commit gives the file its new content. After an error it is as it was, and nothing is left.
func (s *Staged) Commit() error {
	if err := os.Rename(s.temp, s.path); err != nil {
		return errors.Join(err, s.Discard())
	}
	syncFolder(filepath.Dir(s.path))
	return nil
}

// Discard leaves the file as it is.
func (s *Staged) Discard() error { return os.Remove(s.temp) }

// Update gives the file at path a new content as [Write] does, if its content is still old.
func Update(path string, old, content []byte) error {
	now, err := os.ReadFile(path)
	switch {
	case err != nil:
		return err
	case !bytes.Equal(now, old):
		return errors.New("the file has changed since it was read")
	}
	return Write(path, content, 0o644)
}

// Target returns the path of the file that is replaced where path is written: behind all symbolic links.
func Target(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}

// stage writes a file beside the one at path, and returns its path. old describes the file that is there, if one is.
func stage(path string, content []byte, mode fs.FileMode, old fs.FileInfo) (_ string, err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".*.tmp")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	_, err = temp.Write(content)
	if err == nil {
		if old != nil {
			keepOwner(temp, old) // first: it may take bits of the mode away
		}
		err = errors.Join(temp.Chmod(mode), temp.Sync())
	}
	return temp.Name(), errors.Join(err, temp.Close())
}

// syncFolder makes the new name last through a crash, where the system can do that for folders.
func syncFolder(path string) {
	folder, err := os.Open(path)
	if err != nil {
		return
	}
	_ = folder.Sync()
	_ = folder.Close()
}
