package promtool

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
)

// maxSeries limits what repetitions and files make of a test.
const maxSeries = 100_000

// scraping are the fields of a series beside what it shows.
var scraping = []param{
	{"series", aText, "The name and the labels, as PromQL writes them.", false},
	{"repeat", aCount, "How many series there are; {{i}} in the name and the labels is 0 in the first, 1 in the second.", false},
	{"exposition", aText, "A page of metrics, relative to this file: a constant series for every line.", false},
	{"scrape", aDuration, "The time between samples. Without it: interval of the test.", false},
	{"offset", aDuration, "The time of the first sample.", false},
	{"jitter", aDuration, "How late samples may be, at random.", false},
	{"seed", aCount, "Of jitter: series with the same seed are late together.", false},
}

// timed is a series whose times need a look once the interval of the test is known.
type timed struct {
	node   *yaml.Node
	series promtest.Series
}

// series reads input_series. What promtool makes of a series given twice, or of a line break, is an error; under Compat it is done.
func (r *reader) series(n *yaml.Node, g *group) {
	lines, index := map[string]int{}, map[string]int{}
	r.cut = false
	r.list(n, "input_series", func(n *yaml.Node) {
		if r.cut = r.cut || r.options.Compat && r.endsSeries(n); r.cut {
			return
		}
		a := r.args(n, "a series", seriesParams)
		if a.broken {
			return
		}
		all, at, ok := r.item(a)
		if !ok {
			return
		}
		if len(g.test.Series)+len(all) > maxSeries {
			r.fail(a.node, "more than %d series in a test", maxSeries)
			return
		}
		for _, s := range all {
			id, ok := r.identity(at, s.Metric)
			if !ok {
				return
			}
			s.Where = r.where(a.node)
			if line, twice := lines[id]; twice {
				r.quirk(a.node, "series %s is given twice, first at line %d", s.Metric, line)
				g.test.Series[index[id]] = s
				continue
			}
			lines[id], index[id] = a.node.Line, len(g.test.Series)
			g.test.Series = append(g.test.Series, s)
		}
		if a.has("scrape") || a.has("offset") || a.has("jitter") {
			g.timed = append(g.timed, timed{a.node, all[0]})
		}
	})
}

// item returns the series that an item of input_series stands for, and where their names come from.
func (r *reader) item(a args) (all []promtest.Series, at *yaml.Node, ok bool) {
	before := len(r.errs)
	switch {
	case a.has("exposition"):
		at = a.nodes["exposition"]
		all = r.exposition(a)
	case a.has("csv") && !a.has("series"):
		at = a.nodes["csv"]
		all = r.wideCSV(a)
	default:
		at = a.at("series")
		all = r.named(a)
	}
	for i := range all {
		s := &all[i]
		s.Scrape, s.Offset, s.Jitter = a.duration("scrape"), a.duration("offset"), a.duration("jitter")
		s.Seed += a.whole("seed")
		if err := s.Timeline.Err(); err != nil {
			r.fail(at, "%s", inLower(err.Error()))
			break
		}
	}
	return all, at, len(r.errs) == before && len(all) > 0
}

// named reads a series that has a name, or several with numbers in it.
func (r *reader) named(a args) []promtest.Series {
	s := promtest.Series{Metric: a.text("series")}
	switch {
	case !a.has("series"):
		r.fail(a.node, "a series lacks the field series, its name and labels")
		return nil
	case !r.metric(a.nodes["series"], s.Metric):
		return nil
	}
	if shows(a) {
		t, ok := r.part(a, "a series")
		if !ok {
			r.identity(a.nodes["series"], s.Metric) // for what is wrong with it, too
			return nil
		}
		s.Timeline = t
	}
	if !a.has("repeat") {
		return []promtest.Series{s}
	}
	all := promtest.Repeat(int(min(a.whole("repeat"), maxSeries+1)), s)
	if err := all[0].Timeline.Err(); err != nil {
		r.fail(a.nodes["repeat"], "repeat: %s", inLower(err.Error()))
		return nil
	}
	return all
}

// shows reports whether a says what the series shows. In promtool it need not: then it has no samples.
func shows(a args) bool {
	return slices.ContainsFunc(partParams, func(p param) bool { return a.has(p.name) })
}
