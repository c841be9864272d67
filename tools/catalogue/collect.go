package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/metrics/scrape"
)

// collect returns what all sources of an exporter, and the facts kept of it, say of its metrics.
func (x exporter) collect() ([]metrics.Metric, error) {
	all := map[string]*metrics.Metric{}
	keep := regexp.MustCompile(x.keep)
	add := func(found []metrics.Metric) {
		for _, m := range found {
			if keep.MatchString(m.Name) {
				combine(all, m)
			}
		}
	}
	for _, page := range x.pages {
		found, err := page.read()
		if err != nil {
			return nil, err
		}
		add(found)
	}
	for _, name := range append(x.served, x.name) {
		observed := filepath.Join("observed", name+".yaml")
		source, err := os.ReadFile(observed)
		if err != nil {
			continue // most exporters were only read
		}
		found, err := metrics.ReadSnapshot(observed, source)
		if err != nil {
			return nil, err
		}
		add(found)
	}
	for _, c := range x.code {
		found, err := c.read()
		if err != nil {
			return nil, err
		}
		add(found)
	}
	for _, m := range all {
		conventions(m)
		bounds(m)
	}
	if err := applyFacts(filepath.Join("facts", x.name+".yaml"), all); err != nil {
		return nil, err
	}
	var out []metrics.Metric
	for _, m := range all {
		out = append(out, *m)
	}
	return out, nil
}

// combine adds what one more source says of a metric: the first that knows its type is believed, and labels are those of all.
func combine(all map[string]*metrics.Metric, m metrics.Metric) {
	before := all[m.Name]
	if before == nil {
		before = newMetric(m.Name)
		before.Open = true
		all[m.Name] = before
	}
	switch {
	case before.Type == metrics.Unknown:
		before.Type = m.Type
	case m.Type != metrics.Unknown && m.Type != before.Type && before.Type != metrics.Info:
		fmt.Fprintf(os.Stderr, "catalogue: %s is a %s and a %s\n", m.Name, before.Type, m.Type)
	}
	for _, label := range m.Labels {
		if label.Name == "le" && m.Type == metrics.Histogram || label.Name == "quantile" && m.Type == metrics.Summary {
			continue
		}
		if len(label.Values) > 0 || !slices.ContainsFunc(before.Labels, func(l metrics.Label) bool { return l.Name == label.Name }) {
			setLabel(before, label)
		}
	}
	before.Open = before.Open && m.Open
}

// conventions adds what the name of a metric tells.
func conventions(m *metrics.Metric) {
	byName := new(metrics.DB).Series(m.Name)
	m.Unit, m.Timestamp = byName.Unit, byName.Timestamp
	if m.Type == metrics.Unknown && byName.Part == metrics.Whole {
		m.Type = byName.Type
	}
	if m.Type == metrics.Gauge && strings.HasSuffix(m.Name, "_info") {
		m.Type = metrics.Info
	}
	if m.Type == metrics.Gauge && m.Unit == metrics.Things {
		m.Unit = metrics.Unit{} // x_total that is a gauge: who knows
	}
}

// bounds adds the bounds that all metrics of a type have.
func bounds(m *metrics.Metric) {
	lowest := m.Min
	switch m.Type {
	case metrics.Counter:
		lowest = max(lowest, 0)
	case metrics.Info:
		m.Min, m.Max, m.Whole = 1, 1, true
		return
	case metrics.Histogram, metrics.Summary:
		if m.Unit.SameDimension(metrics.Seconds) || m.Unit.SameDimension(metrics.Bytes) {
			lowest = max(lowest, 0)
		}
	}
	if m.Timestamp {
		lowest = max(lowest, 0)
	}
	m.Min = lowest
}

// page is a page of metrics that a module keeps for its tests.
type page struct {
	module module
	file   string
}

func (p page) read() ([]metrics.Metric, error) {
	dir, err := p.module.dir()
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p.file)))
	if err != nil {
		return nil, err
	}
	return scrape.Page(p.file, content)
}

// packages are folders of a module, and all below them, whose code declares metrics.
type packages struct {
	module    module
	below     []string
	platforms []string // GOOS; linux if there are none
	with      []module // whose constants it uses
}

func (p packages) read() ([]metrics.Metric, error) {
	var out []metrics.Metric
	platforms := p.platforms
	if len(platforms) == 0 {
		platforms = []string{"linux"}
	}
	for _, platform := range platforms {
		l, err := newLoader(platform, append([]module{p.module}, p.with...))
		if err != nil {
			return nil, err
		}
		for _, below := range p.below {
			names, err := l.packages(p.module, below)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				c, err := l.load(name)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
				found := declared(c)
				for _, m := range found.found {
					out = append(out, *m)
				}
				if *verbose {
					for _, expr := range found.skipped {
						fmt.Fprintf(os.Stderr, "catalogue: %s: the name depends on the run\n", l.fset.Position(expr.Pos()))
					}
				}
			}
		}
	}
	return out, nil
}
