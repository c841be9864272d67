package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/promwright/promwright/internal/inert"
)

// GitHub prints a workflow command for each failure, error and warning, which GitHub Actions shows at the line of the
// expectation:
//
//	::error file=alerts/node_test.yaml,line=14,col=5,title=a target that goes down::TargetDown at 12m: want 1 firing, got 0
func GitHub(w io.Writer, files []*File, o Options) error {
	buffered := bufio.NewWriter(w)
	command := func(level, position, title, message string) {
		where, _ := placeOf(position, o)
		var properties []inert.Property
		if where.File != "" {
			properties = []inert.Property{{Name: "file", Value: where.File}, {Name: "line", Value: where.Line}, {Name: "col", Value: where.Column}}
		}
		fmt.Fprintln(buffered, inert.Command(level, append(properties, inert.Property{Name: "title", Value: title}), message))
	}
	for _, f := range files {
		for _, err := range f.Errors {
			_, message := placeOf(err.Error(), o)
			command("error", err.Error(), o.path(f.Path)+" could not be run", message)
		}
		for _, warning := range f.Warnings {
			_, message := placeOf(warning, o)
			command("warning", warning, o.path(f.Path), message)
		}
		for _, r := range f.Results {
			for _, failure := range r.Failures {
				where := failure.Where
				if where == "" {
					where = r.Where
				}
				command("error", where, r.Name, strings.Join(sentences(r, failure), "\n"))
			}
		}
	}
	return buffered.Flush()
}

// sentences says a failure without a picture: the message, what decided, what was wanted and what came.
func sentences(r *Result, f Failure) []string {
	lines := []string{f.Message}
	for _, v := range f.Because {
		lines = append(lines, "at "+v.at(r)+": "+v.Text)
	}
	if len(f.Want)+len(f.Got) == 0 {
		return lines
	}
	for _, list := range []struct {
		name  string
		items []string
	}{{"want", f.Want}, {"got", f.Got}} {
		for _, item := range list.items {
			lines = append(lines, list.name+" "+indented(item))
		}
		if len(list.items) == 0 {
			lines = append(lines, list.name+" nothing else")
		}
	}
	return lines
}

// indented indents all lines of a text but the first.
func indented(text string) string {
	return strings.ReplaceAll(text, "\n", "\n  ")
}
