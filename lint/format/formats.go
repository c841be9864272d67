package format

import (
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/slashpath"
	"github.com/promwright/promwright/lint"
)

// Format is one way to print a result.
type Format struct {
	Name  string
	Write func(w io.Writer, r lint.Result, o Options) error
}

// Formats lists the formats that there are. Each names every finding and every error of the result, whatever strings those hold.
var Formats = []Format{
	{"text", func(w io.Writer, r lint.Result, o Options) error { return Text(w, r, o.Text) }},
	{"json", writeJSON},
	{"sarif", SARIF},
	{"github", GitHub},
	{"gitlab", GitLab},
	{"checkstyle", Checkstyle},
	{"junit", JUnit},
}

// Options says what a format cannot know from the result. The zero value is useful.
type Options struct {
	Text TextOptions

	// Checks are those of the run, for formats that describe the checks: their pages go into the output.
	Checks []*lint.Check

	// Version is that of the program, for formats that name it.
	Version string

	// Root is the folder that programs are told paths relative to: absolute names of files below it are made relative. Where it
	// is empty they stay absolute.
	Root string
}

// Names returns the names of the formats.
func Names() []string {
	names := make([]string, len(Formats))
	for i, format := range Formats {
		names[i] = format.Name
	}
	return names
}

// Find returns the format of a name. The error lists the names that there are.
func Find(name string) (Format, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("format %q: there is none of that name, allowed are %s", name, strings.Join(Names(), ", "))
	}
	return Formats[i], nil
}

// path is the name of a file as programs are told it: relative to the root if it is below it.
func (o Options) path(name string) string {
	return slashpath.Below(o.Root, name)
}

// uri is the path as a URI reference.
func (o Options) uri(name string) string {
	path := o.path(name)
	if filepath.IsAbs(name) && path != filepath.ToSlash(name) || !filepath.IsAbs(name) {
		return (&url.URL{Path: path}).String() // puts ./ before a first segment with a colon
	}
	return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(path, "/")}).String()
}
