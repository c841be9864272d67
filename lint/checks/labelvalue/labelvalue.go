// Package labelvalue finds matchers that ask for a value which the metric does not have.
package labelvalue

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds matchers that ask for a value which the metric does not have.
var Check = &lint.Check{
	Name:     "labelvalue",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	db := pass.Project.Metrics
	if db == nil {
		db = metrics.Default()
	}
	known := map[string]facts{} // by metric: to look one up takes longer than to look at a selector
	for rule := range pass.Rules() {
		expr, err := rule.Query()
		if err != nil {
			continue
		}
		for node := range matcher.Nodes(expr) {
			s, ok := node.(*parser.VectorSelector)
			if !ok || len(s.LabelMatchers) < 2 || !matcher.IsWritten(s) || len(pass.Project.Infer().Recorded(s)) > 0 {
				continue
			}
			metric := matcher.Metric(s)
			f, ok := known[metric]
			if !ok {
				f = factsOf(db, metric)
				known[metric] = f
			}
			for _, m := range s.LabelMatchers {
				if m.Name != model.MetricNameLabel && f != nil {
					judge(pass, rule, s, m, metric, f)
				}
			}
		}
	}
}

// judge reports the first value that a matcher asks for in vain.
func judge(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, m *labels.Matcher, metric string, f facts) {
	fact, ok := f[m.Name]
	if !ok {
		return
	}
	all := asked(m)
	for _, asked := range all {
		hint, meant, wrong := fact.refute(asked)
		if !wrong || meant != "" && slices.ContainsFunc(all, func(v value) bool { return v.matches(meant) }) {
			continue // what is right is asked for as well: Running|running
		}
		at, ok := matcher.Find(rule, s, m)
		if !ok {
			return
		}
		d := lint.Diagnostic{
			File:    rule.File,
			Span:    at.PartSpan(asked.from, asked.to),
			Message: fmt.Sprintf("%s has no %s %s; %s", metric, m.Name, asked.text, hint),
		}
		if meant != "" {
			if matcher.IsRegexp(m) {
				meant = regexp.QuoteMeta(meant)
			}
			d.Fixes = at.Set(m.Type.String(), m.Value[:asked.from]+meant+m.Value[asked.to:])
			for i := range d.Fixes {
				d.Fixes[i].Unsafe = true
			}
		}
		pass.Report(d)
		return
	}
}
