package report

import (
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns both lists as YAML, in full: lines of Want alone begin with -, those of Got alone with +, others with a space.
// Without the former, and without those signs, it is what a test file says that wants what came. It is empty if both are the
// same, which happens with NaN.
func (l *Lists) Diff() string {
	want, got := l.YAML(l.Want), l.YAML(l.Got)
	hunks := string(diff.Diff("want", []byte(want), "got", []byte(got)))
	old := strings.SplitAfter(strings.TrimSuffix(want, "\n"), "\n")
	old[len(old)-1] += "\n"
	var b strings.Builder
	at := 0 // in old
	same := func(to int) {
		for ; at < to; at++ {
			b.WriteString(" " + old[at])
		}
	}
	n := 0
	for line := range strings.Lines(hunks) {
		if n++; n <= 3 { // names
			continue
		}
		switch line[0] {
		case '@':
			var from, lines int
			if _, err := fmt.Sscanf(line, "@@ -%d,%d", &from, &lines); err == nil && lines > 0 {
				from--
			}
			same(from)
		case '+':
			b.WriteString(line)
		default:
			b.WriteString(line)
			at++
		}
	}
	if n == 0 {
		return ""
	}
	same(len(old))
	return b.String()
}

// lists prints what an exact expectation compares as a diff, and reports whether there is any.
func (p *printer) lists(l *Lists) bool {
	text := l.Diff()
	if text == "" {
		return false
	}
	p.line(p.red("--- want"))
	p.line(p.green("+++ got"))
	for line := range strings.Lines(text) {
		line = shown(strings.TrimSuffix(line, "\n"))
		switch line[0] {
		case '-':
			line = p.red(line)
		case '+':
			line = p.green(line)
		}
		p.line(line)
	}
	return true
}
