package format

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/promwright/promwright/internal/inert"
	"github.com/promwright/promwright/lint"
)

// GitHub prints a workflow command for each error and finding, which GitHub Actions shows at the line of the file:
//
//	::warning file=alerts/node.yaml,line=14,endLine=14,col=20,endColumn=38,title=rulelint: templatelabel::the summary prints ...
func GitHub(w io.Writer, r lint.Result, o Options) error {
	levels := map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}
	buffered := bufio.NewWriter(w)
	for _, p := range problems(r, o) {
		message := strings.Join(append([]string{p.message}, p.details(o)...), "\n")
		fmt.Fprintln(buffered, inert.Command(levels[p.severity], p.properties(), message))
	}
	return buffered.Flush()
}

// properties of the workflow command. Columns are of one line only.
func (p problem) properties() []inert.Property {
	var all []inert.Property
	set := func(name string, value any) { all = append(all, inert.Property{Name: name, Value: value}) }
	if p.path != nowhere {
		first, last := p.lines()
		set("file", p.path)
		set("line", first)
		set("endLine", last)
		if first == last && p.span.Start.Column > 0 && p.span.End.Line == first {
			set("col", p.span.Start.Column)
			set("endColumn", max(p.span.End.Column, p.span.Start.Column))
		}
	}
	set("title", tool+": "+p.check)
	return all
}
