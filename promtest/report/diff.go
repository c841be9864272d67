package report

import (
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns what to change in a test file so that it wants what came: lines of YAML, those of Want with -, those of Got
// with +.
func (l *Lists) Diff() string {
	text := string(diff.Diff("want", []byte(l.YAML(l.Want)), "got", []byte(l.YAML(l.Got))))
	_, text, _ = strings.Cut(text, "\n") // a line that names the two
	return text
}

// lists prints what an exact expectation compares as a diff.
func (p *printer) lists(l *Lists) {
	for line := range strings.Lines(l.Diff()) {
		line = shown(strings.TrimSuffix(line, "\n"))
		switch {
		case strings.HasPrefix(line, "-"):
			line = p.red(line)
		case strings.HasPrefix(line, "+"):
			line = p.green(line)
		case strings.HasPrefix(line, "@"):
			line = p.faint(line)
		}
		p.line(line)
	}
}
