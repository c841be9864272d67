package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/atomicfile"
)

// toStdout is the file of an output that goes to standard output.
const toStdout = "-"

// output is one way in which a result is written, and where to.
type output struct {
	format string
	file   string // toStdout, or a path
}

// printed reports whether the output goes to standard output.
func (o output) printed() bool { return o.file == toStdout }

// outputsOf returns what --format and --output ask for together. The format is for standard output, unless an output goes there:
// then it must not be given, too. Known returns an error for a format that there is not.
func outputsOf(known func(format string) error, formatName string, formatGiven bool, values []string) ([]output, error) {
	outputs, err := parseOutputs(known, values)
	if err != nil {
		return nil, err
	}
	taken := slices.ContainsFunc(outputs, output.printed)
	switch {
	case taken && formatGiven:
		return nil, fmt.Errorf("--format %s and --output FORMAT=- both write to standard output", formatName)
	case taken:
		return outputs, nil
	}
	if err := known(formatName); err != nil {
		return nil, fmt.Errorf("--format: %w", err)
	}
	return slices.Insert(outputs, 0, output{formatName, toStdout}), nil
}

// parseOutputs reads the values of --output, each FORMAT=FILE.
func parseOutputs(known func(format string) error, values []string) ([]output, error) {
	var outputs []output
	byFile := map[string]string{} // the value that a file is of
	for _, value := range values {
		name, file, found := strings.Cut(value, "=")
		if !found || file == "" {
			return nil, fmt.Errorf("--output %q is not FORMAT=FILE, such as junit=rulelint.xml (- is standard output)", value)
		}
		if err := known(name); err != nil {
			return nil, fmt.Errorf("--output %s: %w", value, err)
		}
		place := resolve(file)
		if before, taken := byFile[place]; taken {
			return nil, fmt.Errorf("--output %s and --output %s write to the same file", before, value)
		}
		byFile[place] = value
		outputs = append(outputs, output{name, file})
	}
	return outputs, nil
}

// resolve returns the one name that a file has: absolute, with links followed as far as they lead to something.
func resolve(file string) string {
	if file == toStdout {
		return file
	}
	absolute, err := filepath.Abs(file)
	if err != nil {
		return filepath.Clean(file)
	}
	if real, err := filepath.EvalSymlinks(absolute); err == nil {
		return real
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(absolute)); err == nil {
		return filepath.Join(folder, filepath.Base(absolute))
	}
	return absolute
}

// writeOutputs calls write for every output, and makes files of what is not for standard output. One that fails does not keep
// the others from being written.
func writeOutputs(outputs []output, stdout io.Writer, write func(io.Writer, output) error) error {
	var errs []error
	for _, o := range outputs {
		errs = append(errs, o.write(stdout, write))
	}
	return errors.Join(errs...)
}

func (o output) write(stdout io.Writer, write func(io.Writer, output) error) error {
	if o.printed() {
		return write(stdout, o)
	}
	var content bytes.Buffer
	err := write(&content, o)
	if err == nil {
		err = save(o.file, content.Bytes())
	}
	var inFile *fs.PathError
	if errors.As(err, &inFile) {
		err = inFile.Err // the path is said already
	}
	if err != nil {
		return fmt.Errorf("--output %s=%s: %w", o.format, o.file, err)
	}
	return nil
}

// save writes a file as a whole or not at all. What is there and not a file, such as a pipe or /dev/null, is written to.
func save(path string, content []byte) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(path, content, 0)
	}
	return atomicfile.Write(path, content, 0o644)
}
