package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/slashpath"
)

// Format is one way to write the results of test files.
type Format struct {
	Name  string
	Write func(w io.Writer, files []*File, o Options) error
}

// Formats lists the formats that there are. Each tells every file, error and failure.
var Formats = []Format{
	{"text", Files},
	{"json", JSON},
	{"github", GitHub},
	{"junit", JUnit},
}

// FormatNames returns the names of the formats.
func FormatNames() []string {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = f.Name
	}
	return names
}

// FindFormat returns the format of a name. The error lists the names that there are.
func FindFormat(name string) (Format, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("format %q: there is none of that name, allowed are %s", name, strings.Join(FormatNames(), ", "))
	}
	return Formats[i], nil
}

// path is the name of a file as programs are told it: relative to the root if it is below it.
func (o Options) path(name string) string {
	return slashpath.Below(o.Root, name)
}
