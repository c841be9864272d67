package promtool

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
)

// MaxSize is the size in bytes of the largest test file that is read.
const MaxSize = 16 << 20

// Loader reads test files. It reads and checks every rule file once, however many tests name it; the zero value is ready, and may be
// used by many goroutines.
type Loader struct {
	Options Options // not to be changed once a file has been read

	mu    sync.Mutex
	rules map[string]*ruleFile
}

// Load reads a test file and the rule files it names. The error is [Errors]: everything that is wrong with them, each with
// its position.
func Load(path string) (*File, error) { return new(Loader).Load(path) }

// Parse is Load for a file whose text is at hand. Rule files are looked up relative to the directory of name.
func Parse(name string, src []byte) (*File, error) { return new(Loader).Parse(name, src) }

// Load reads a test file, see the function of that name.
func (l *Loader) Load(path string) (*File, error) {
	src, err := read(path)
	if err != nil {
		return nil, Errors{&Error{File: path, Line: 1, Column: 1, Message: err.Error()}}
	}
	return l.Parse(path, src)
}

// read returns the text of a file that may be a test file.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, cause(err)
	case info.IsDir():
		return nil, errors.New("is a directory, not a test file")
	case info.Size() > MaxSize:
		return nil, fmt.Errorf("has %d bytes, a test file may have %d", info.Size(), MaxSize)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, cause(err)
	}
	return src, nil
}

// cause returns an error of the file system without the path, which the position names.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Parse reads the text of a test file, see the function of that name.
func (l *Loader) Parse(name string, src []byte) (*File, error) {
	r := &reader{file: name, options: l.Options, lines: strings.Split(string(src), "\n")}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return nil, Errors{&Error{File: name, Line: 1, Column: 1, Message: "is binary, not a test file: byte 0 at offset " + fmt.Sprint(i)}}
	}
	f := &File{Path: name}
	root := r.document(src)
	if root == nil {
		return f, r.result(f, nil)
	}
	s := r.suite(root)
	before := len(r.errs)
	source, errs := l.rulesOf(r, s.ruleFiles)
	complete := len(errs) == 0 && len(r.errs) == before
	f.Tests = r.tests(s, source)
	if complete {
		r.unknownNames(s, source)
		r.meaningless(s, f.Tests)
	}
	return f, r.result(f, errs)
}

// result fills in the warnings, and returns all errors.
func (r *reader) result(f *File, more []error) error {
	sortErrors(r.warnings)
	for _, w := range r.warnings {
		f.Warnings = append(f.Warnings, w.Error())
	}
	sortErrors(r.errs)
	var all Errors
	for _, err := range r.errs {
		all = append(all, err)
	}
	all = append(all, more...)
	if len(all) == 0 {
		return nil
	}
	return all
}
