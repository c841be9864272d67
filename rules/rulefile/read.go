package rulefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ReadFile reads and parses the file at path. What keeps it from being read, such as a missing file, a directory, binary content or a size
// above [MaxSize], is its only error, at 1:1.
func ReadFile(path string) *File {
	src, err := read(path)
	return parseRead(path, src, err)
}

// ReadFrom reads and parses a rule file from r, standard input for one. name is what its errors are reported under, and its extension
// says what a path's does. What keeps it from being read is its only error, as in [ReadFile].
//
//	file := rulefile.ReadFrom("stdin.yaml", os.Stdin)
func ReadFrom(name string, r io.Reader) *File {
	src, err := readAll(r)
	return parseRead(name, src, err)
}

func parseRead(name string, src []byte, err error) *File {
	if err != nil {
		f := &File{Name: name, text: newText(nil, false)}
		f.fail(Span{Start: f.Pos(0), End: f.Pos(0)}, "%s", err)
		return f
	}
	return Parse(name, src)
}

func read(path string) ([]byte, error) {
	info, err := os.Stat(path) // opening a pipe could wait forever
	switch {
	case err != nil:
		return nil, cause(err)
	case info.IsDir():
		return nil, errors.New("this is a directory: name the rule files in it")
	case !info.Mode().IsRegular():
		return nil, errors.New("this is no regular file: pipes and devices are read from standard input alone")
	case info.Size() > MaxSize:
		return nil, errTooLarge(info.Size())
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	defer file.Close()
	return readAll(file)
}

// readAll reads what may have another size than was looked at, or none, such as standard input.
func readAll(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	switch {
	case err != nil:
		return nil, cause(err)
	case len(src) > MaxSize:
		return nil, fmt.Errorf("the file is larger than %d bytes, the most that are read", MaxSize)
	}
	return src, nil
}

func errTooLarge(size int64) error {
	return fmt.Errorf("the file has %d bytes: at most %d are read", size, MaxSize)
}

// cause says what went wrong without the path, which stands before the message.
func cause(err error) error {
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("the file may not be read: permission denied")
	case errors.As(err, &pathError):
		return fmt.Errorf("the file cannot be read: %w", pathError.Err)
	}
	return fmt.Errorf("the file cannot be read: %w", err)
}
