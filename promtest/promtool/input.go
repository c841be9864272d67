package promtool

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
)

// given is an item of input_series.
type given struct {
	series promtest.Series
	id     string // what the series is known by, however its labels are ordered
	last   bool   // promtool reads no series after it
}

// series reads input_series. What promtool makes of a series given twice, or of a line break, is an error; under Compat it is done.
func (r *reader) series(n *yaml.Node) []promtest.Series {
	var all []promtest.Series
	index := map[string]int{}
	lines := map[string]int{}
	done := false
	r.list(n, "input_series", func(n *yaml.Node) {
		if done {
			return
		}
		s, ok := r.oneSeries(n)
		done = s.last && r.options.Compat
		if !ok {
			return
		}
		if i, twice := index[s.id]; twice {
			r.quirk(r.resolve(n), "series %s is given twice, first at line %d", s.series.Metric, lines[s.id])
			all[i] = s.series
			return
		}
		index[s.id], lines[s.id] = len(all), r.resolve(n).Line
		all = append(all, s.series)
	})
	return all
}

// oneSeries reads an item of input_series; false if it is none, or broken.
func (r *reader) oneSeries(n *yaml.Node) (s given, ok bool) {
	var metric, values *yaml.Node
	r.mapping(n, "a series", fields{
		"series": func(n *yaml.Node) { metric = r.resolve(n) },
		"values": func(n *yaml.Node) { values = r.resolve(n) },
	})
	if r.options.Compat && r.ends(metric, values) {
		return given{last: true}, false
	}
	if metric == nil {
		r.fail(r.resolve(n), "a series lacks the field series, its name and labels")
		return s, false
	}
	s.series.Where = r.where(r.resolve(n))
	s.series.Metric = r.text(metric, "series")
	if strings.HasSuffix(s.series.Metric, "@st") {
		r.quirk(metric, "series %s: promtool reads start timestamps but keeps none, so that no function sees them: remove it", s.series.Metric)
		return s, false
	}
	if ends(s.series.Metric) {
		r.fail(metric, "series %q has neither a name nor labels", s.series.Metric)
		return s, false
	}
	if strings.Contains(s.series.Metric, "\n") {
		r.fail(metric, "series %s: a line break ends a series in promtool", strings.TrimSpace(s.series.Metric))
		return s, false
	}
	parsed, err := syntax.ParseMetric(s.series.Metric)
	if err != nil {
		r.fail(metric, "series %s: %v", s.series.Metric, err)
		return s, false
	}
	if parsed.IsEmpty() {
		r.fail(metric, "series %q has neither a name nor labels", s.series.Metric)
		return s, false
	}
	if name, twice := parsed.HasDuplicateLabelNames(); twice {
		r.fail(metric, "series %s has the label %s twice", s.series.Metric, name)
		return s, false
	}
	s.id = parsed.String()
	if values != nil {
		s.series.Timeline, s.last = r.timeline(values)
	}
	return s, true
}

// ends reports whether promtool reads an item as a line that is empty or a comment, which ends all series.
func (r *reader) ends(metric, values *yaml.Node) bool {
	line := ""
	for _, n := range []*yaml.Node{metric, values} {
		if n != nil {
			line += r.text(n, "a series") + " "
		}
	}
	first, _, _ := strings.Cut(line, "\n")
	return ends(first)
}

func ends(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}

// timeline reads values, and reports whether promtool reads no series after them.
func (r *reader) timeline(n *yaml.Node) (t promtest.Timeline, last bool) {
	text := r.text(n, "values")
	text, last = r.firstLine(n, text)
	t = promtest.Notation(text)
	if err := t.Err(); err != nil {
		var broken *promtest.NotationError
		at := *n
		if errors.As(err, &broken) {
			at.Column += r.columns(n, broken.Offset)
		}
		r.fail(&at, "values: %v", err)
	}
	return t, last
}

// firstLine returns the values that promtool reads. It puts them on a line after the series: one that is empty or a comment ends all
// series, and any other is a series of its own.
func (r *reader) firstLine(n *yaml.Node, text string) (first string, last bool) {
	first, rest, broken := strings.Cut(text, "\n")
	if !broken {
		return text, false
	}
	next, _, _ := strings.Cut(rest, "\n")
	if !ends(next) {
		r.fail(n, "values: promtool takes what follows the line break, %q, for another series: write one line, or >- for several", strings.TrimSpace(next))
		return first, false
	}
	r.quirk(n, "values end with a line break: promtool drops all series that follow, write >- or |- to have none")
	return first, true
}
