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
	keep, drop := regexp.MustCompile(x.keep), regexp.MustCompile(x.drop)
	add := func(found []metrics.Metric) {
		for _, m := range found {
			if keep.MatchString(m.Name) {
				m.Labels = slices.DeleteFunc(slices.Clone(m.Labels), func(l metrics.Label) bool { return x.drop != "" && drop.MatchString(l.Name) })
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

// conventions adds what the name and the type of a metric tell.
func conventions(m *metrics.Metric) {
	if m.Type == metrics.Gauge && strings.HasSuffix(m.Name, "_info") {
		m.Type = metrics.Info
	}
	told := metrics.ByName(m.Name, m.Type)
	m.Type, m.Unit, m.Timestamp = told.Type, told.Unit, told.Timestamp
	m.Min, m.Max, m.Whole = told.Min, told.Max, told.Whole
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
