package fix

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"github.com/promwright/promwright/internal/atomicfile"
)

// Write writes the files that changed, each in one step, and returns those that it wrote: a file keeps its mode, and a link
// leads where it did. A file that is not any more what was read is not written. The errors are of all that were not written,
// joined; they are as they were.
func Write(result Result) (written []File, err error) {
	contents := map[string][]byte{} // of what was written, by the path behind all links
	var errs []error
	for _, file := range result.Files {
		target := atomicfile.Target(file.Name)
		if content, ok := contents[target]; !ok || !bytes.Equal(content, file.New) { // else: a link to what was written
			if err := file.write(); err != nil {
				errs = append(errs, fmt.Errorf("fix: %s: not written: %w", file.Name, err))
				continue
			}
		}
		contents[target] = file.New
		written = append(written, file)
	}
	return written, errors.Join(errs...)
}

// write writes one file.
func (f File) write() error {
	now, err := os.ReadFile(f.Name)
	switch {
	case err != nil:
		return err
	case !bytes.Equal(now, f.Old):
		return errors.New("the file has changed since it was read")
	}
	return atomicfile.Write(f.Name, f.New, 0o644)
}
