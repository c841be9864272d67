package look

import (
	"slices"
	"strings"
	"sync"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/metrics"
)

// Foreign returns why the series of e, as targets expose them, have no label of a name: their exporter gives it to other metrics
// alone, or writes it otherwise. It returns "" where they may have it, from the scrape for example.
func Foreign(pass *lint.Pass, e parser.Expr, label string) string {
	if ofTargets[label] {
		return ""
	}
	selector := Scraped(pass.Project.Infer(), e)
	if selector == nil {
		return ""
	}
	db := pass.Project.Metrics
	if db == nil {
		db = metrics.Default()
	}
	s := db.Series(selector.Name)
	named := func(l metrics.Label) bool { return l.Name == label }
	if s.Source.Kind != metrics.Catalogue || !s.Closed || len(s.Labels) == 0 || slices.ContainsFunc(s.Labels, named) || brings(e, label) {
		return ""
	}
	for _, own := range s.Labels {
		if joined(own.Name) == joined(label) {
			return selector.Name + " has " + own.Name
		}
	}
	if !exporterLabels()[s.Source.Name][label] {
		return ""
	}
	names := make([]string, len(s.Labels))
	for i, own := range s.Labels {
		names[i] = own.Name
	}
	return selector.Name + " has " + strings.Join(names, ", ")
}

// brings tells whether an operator takes a label from its other side.
func brings(e parser.Expr, label string) bool {
	found := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		b, ok := node.(*parser.BinaryExpr)
		found = found || ok && b.VectorMatching != nil && slices.Contains(b.VectorMatching.Include, label)
		return nil
	})
	return found
}

// ofTargets are labels that people give their targets.
var ofTargets = map[string]bool{"job": true, "instance": true, "namespace": true, "pod": true, "container": true, "service": true,
	"endpoint": true, "node": true, "nodename": true, "host": true, "hostname": true, "cluster": true, "zone": true, "region": true,
	"name": true, "app": true, "version": true, "uid": true, "role": true, "type": true, "severity": true, "alertname": true}

func joined(label string) string { return strings.ToLower(strings.ReplaceAll(label, "_", "")) }

// exporterLabels returns the labels that each source of the catalogue gives to any of its metrics.
var exporterLabels = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, name := range metrics.Exporters() {
		file, err := metrics.Exporter(name)
		if err != nil {
			continue // a test reads all
		}
		if all[file.Source] == nil {
			all[file.Source] = map[string]bool{}
		}
		for _, m := range file.Metrics {
			for _, label := range m.Labels {
				all[file.Source][label.Name] = true
			}
		}
	}
	return all
})
