package rulegen

import (
	"fmt"
	"path"
	"strings"

	"github.com/promwright/promwright/rules"
)

// Splitter is a [Target] that spreads groups over several files where one would be too large for whoever reads it.
type Splitter interface {
	Target

	// Split returns the parts in order; one part is a file that is not split. The first is written to the path of the [File], the second to the
	// same path with -2 before the extension, and so on: rules/node.yaml, rules/node-2.yaml.
	Split(groups []rules.PlainGroup) ([]Part, error)
}

// Part is what one of several files holds.
type Part struct {
	Target Target // the form of the part, whose names may differ from those of other parts
	Groups []rules.PlainGroup
}

// parts returns the groups of the file as the parts that it is written in.
func (f File) parts(groups []rules.PlainGroup) ([]Part, error) {
	whole := []Part{{f.Target, groups}}
	splitter, ok := f.Target.(Splitter)
	if !ok || len(groups) == 0 {
		return whole, nil
	}
	return splitter.Split(groups)
}

// partPath returns the path of the nth part of a file, counted from 1.
func partPath(file string, n int) string {
	if n == 1 {
		return file
	}
	extension := path.Ext(file)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(file, extension), n, extension)
}
