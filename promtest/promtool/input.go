package promtool

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
)

// promtool puts a series and its values on one line, and reads the lines. What follows from that is here.

// endsSeries reports whether promtool reads an item of input_series as a line that is empty or a comment, which ends all series.
func (r *reader) endsSeries(n *yaml.Node) bool {
	n = r.resolve(n)
	if isNull(n) {
		return true
	}
	text := map[string]string{}
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if value := r.resolve(n.Content[i+1]); value.Kind == yaml.ScalarNode && !isNull(value) {
			text[n.Content[i].Value] = value.Value
		}
	}
	_, named := text["series"]
	first, _, _ := strings.Cut(text["series"]+" "+text["values"], "\n")
	return ends(first) && (named || len(n.Content) == 0)
}

// ends reports whether a line ends all series.
func ends(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}

// metric checks what stands as the name and labels of a series before it is parsed.
func (r *reader) metric(n *yaml.Node, text string) bool {
	switch {
	case strings.HasSuffix(text, "@st"):
		r.quirk(n, "series %s: promtool reads start timestamps but keeps none, so that no function sees them: remove it", text)
	case ends(text):
		r.fail(n, "series %q has neither a name nor labels", text)
	case strings.Contains(text, "\n"):
		r.fail(n, "series %s: a line break ends a series in promtool", strings.TrimSpace(text))
	default:
		return true
	}
	return false
}

// identity returns what a series is known by, however its labels are ordered; false if no TSDB would take it.
func (r *reader) identity(n *yaml.Node, metric string) (string, bool) {
	parsed, err := syntax.ParseMetric(metric)
	if err != nil {
		r.fail(n, "series %s: %v", metric, err)
		return "", false
	}
	if parsed.IsEmpty() {
		r.fail(n, "series %q has neither a name nor labels", metric)
		return "", false
	}
	if name, twice := parsed.HasDuplicateLabelNames(); twice {
		r.fail(n, "series %s has the label %s twice", metric, name)
		return "", false
	}
	return parsed.String(), true
}

// timeline reads values.
func (r *reader) timeline(n *yaml.Node) promtest.Timeline {
	t := promtest.Notation(r.firstLine(n, r.text(n, "values")))
	if err := t.Err(); err != nil {
		var broken *promtest.NotationError
		at := *n
		if errors.As(err, &broken) {
			at.Column += r.columns(n, broken.Offset)
		}
		r.fail(&at, "values: %v", err)
	}
	return t
}

// firstLine returns the values that promtool reads. A line after them that is empty or a comment ends all series, and any other is a
// series of its own.
func (r *reader) firstLine(n *yaml.Node, text string) string {
	first, rest, broken := strings.Cut(text, "\n")
	if !broken {
		return text
	}
	next, _, _ := strings.Cut(rest, "\n")
	if !ends(next) {
		r.fail(n, "values: promtool takes what follows the line break, %q, for another series: write one line, or >- for several", strings.TrimSpace(next))
		return first
	}
	r.cut = r.options.Compat
	r.quirk(n, "values end with a line break: promtool drops all series that follow, write >- or |- to have none")
	return first
}
