package fix

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/promwright/promwright/internal/atomicfile"
)

// Write writes the files that changed, each in one step, and returns those that it wrote: a file keeps its mode, and a link
// leads where it did. A file that is not any more what was read is not written. Each that was not is a [*WriteError], all of them
// joined; they are as they were.
func Write(result Result) (written []File, err error) {
	contents := map[string][]byte{} // of what was written, by the path behind all links
	var errs []error
	for _, file := range result.Files {
		target := atomicfile.Target(file.Name)
		if content, ok := contents[target]; !ok || !bytes.Equal(content, file.New) { // else: a link to what was written
			if err := atomicfile.Update(file.Name, file.Old, file.New); err != nil {
				errs = append(errs, &WriteError{file.Name, err})
				continue
			}
		}
		contents[target] = file.New
		written = append(written, file)
	}
	return written, errors.Join(errs...)
}

// WriteError tells that a file could not be written. It is as it was.
type WriteError struct {
	Name string
	Err  error
}

// Error returns one line.
func (e *WriteError) Error() string { return fmt.Sprintf("fix: %s: not written: %s", e.Name, e.Err) }

// Unwrap returns what is wrong.
func (e *WriteError) Unwrap() error { return e.Err }
