package promtool

import (
	"maps"
	"math"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
)

// group reads a test group.
func (r *reader) group(n *yaml.Node) group {
	g := group{node: r.resolve(n), test: promtest.Test{Where: r.where(n)}}
	t := &g.test
	before := len(r.errs)
	known := fields{
		"name":             func(n *yaml.Node) { t.Name = r.text(n, "name") },
		"interval":         func(n *yaml.Node) { t.Scrape = r.duration(n, "interval") },
		"input_series":     func(n *yaml.Node) { r.series(n, &g) },
		"alert_rule_test":  func(n *yaml.Node) { r.list(n, "alert_rule_test", func(n *yaml.Node) { r.alertTest(n, &g) }) },
		"promql_expr_test": func(n *yaml.Node) { r.list(n, "promql_expr_test", func(n *yaml.Node) { r.exprTest(n, &g) }) },
		"external_labels":  func(n *yaml.Node) { t.ExternalLabels = r.stringMap(n, "external_labels") },
		"external_url":     func(n *yaml.Node) { t.ExternalURL = r.text(n, "external_url") },
		"start_timestamp": func(n *yaml.Node) {
			var err error
			if isNull(r.resolve(n)) {
				return
			}
			if t.Start, err = parseTime(r.text(n, "start_timestamp")); err != nil {
				r.fail(n, "start_timestamp %q is neither a number of seconds since 1970 nor a time such as 2024-01-31T12:00:00Z", n.Value)
			}
		},
	}
	maps.Copy(known, r.expectFields(&g))
	r.mapping(n, "a test", known)
	r.finish(&g)
	g.broken = len(r.errs) > before
	return g
}

// columns returns how many characters after the start of a scalar the given byte of its value stands, where both are on
// the same line and the value is written as it is; otherwise 0.
func (r *reader) columns(n *yaml.Node, offset int) int {
	if n.Line < 1 || n.Line > len(r.lines) {
		return 0
	}
	line, before := []rune(r.lines[n.Line-1]), []rune(n.Value[:offset])
	for _, quote := range []int{0, 1} {
		if from := n.Column - 1 + quote; from+len(before) < len(line) && string(line[from:from+len(before)]) == string(before) {
			return quote + len(before)
		}
	}
	return 0
}

// alertTest reads an item of alert_rule_test.
func (r *reader) alertTest(n *yaml.Node, g *group) {
	want := promtest.AlertsAt{Where: r.where(n)}
	name, time := r.resolve(n), r.resolve(n)
	var group named
	var items []*yaml.Node
	r.mapping(n, "an item of alert_rule_test", fields{
		"eval_time": func(n *yaml.Node) { want.At, time = r.duration(n, "eval_time"), r.resolve(n) },
		"alertname": func(n *yaml.Node) { want.Alert, name = r.text(n, "alertname"), r.resolve(n) },
		"groupname": func(n *yaml.Node) {
			want.Group = r.text(n, "groupname")
			group = named{r.resolve(n), want.Group}
		},
		"exp_alerts": func(n *yaml.Node) {
			r.list(n, "exp_alerts", func(n *yaml.Node) {
				var e promtest.ExactAlert
				items = append(items, r.resolve(n))
				r.mapping(n, "an item of exp_alerts", fields{
					"exp_labels":      func(n *yaml.Node) { e.Labels = r.stringMap(n, "exp_labels") },
					"exp_annotations": func(n *yaml.Node) { e.Annotations = r.stringMap(n, "exp_annotations") },
				})
				want.Want = append(want.Want, e)
			})
		},
	})
	if want.Alert == "" {
		r.fail(name, "an item of alert_rule_test lacks the field alertname")
	}
	r.otherNames(want, items)
	g.used = append(g.used, alertUse{named{name, want.Alert}, group, len(want.Want) > 0})
	g.times = append(g.times, evalTime{time, want.At})
	g.test.End = max(g.test.End, want.At)
	g.test.Want = append(g.test.Want, want)
}

// exprTest reads an item of promql_expr_test.
func (r *reader) exprTest(n *yaml.Node, g *group) {
	want := promtest.ExactSamples{Where: r.where(n)}
	more := args{node: r.resolve(n), nodes: map[string]*yaml.Node{}} // what promtool has not
	near := promtest.Samples{Where: want.Where}
	var time *yaml.Node
	var nan []*yaml.Node
	r.mapping(n, "an item of promql_expr_test", fields{
		"expr":      func(n *yaml.Node) { want.Expr = r.text(n, "expr") },
		"eval_time": func(n *yaml.Node) { want.At, time = r.duration(n, "eval_time"), r.resolve(n) },
		"exp_samples": func(n *yaml.Node) {
			r.list(n, "exp_samples", func(n *yaml.Node) {
				s := r.sample(n)
				if math.IsNaN(s.Value) {
					nan = append(nan, r.resolve(n))
				}
				want.Want = append(want.Want, s)
			})
		},
		"until":  func(n *yaml.Node) { near.Until, more.nodes["until"] = r.duration(n, "until"), r.resolve(n) },
		"within": func(n *yaml.Node) { near.Within, more.nodes["within"] = r.float(n, "within"), r.resolve(n) },
		"within_ratio": func(n *yaml.Node) {
			near.WithinRatio, more.nodes["within_ratio"] = r.float(n, "within_ratio"), r.resolve(n)
		},
	})
	g.test.End = max(g.test.End, want.At)
	if len(more.nodes) == 0 {
		for _, n := range nan {
			r.quirk(n, "exp_samples: NaN equals nothing, not even NaN: no result can be as expected")
		}
		g.test.Want = append(g.test.Want, want)
		return
	}
	near.Expr, near.At, near.Want = want.Expr, want.At, map[string]float64{}
	for _, s := range want.Want {
		if _, twice := near.Want[s.Metric]; twice || s.Histogram != "" {
			r.fail(more.node, "exp_samples beside until, within and within_ratio are floats, each series once: not so %s", s.Metric)
		}
		near.Want[s.Metric] = s.Value
	}
	more.nodes["eval_time"] = time
	g.want(near, more)
}

// sample reads an item of exp_samples.
func (r *reader) sample(n *yaml.Node) promtest.ExactSample {
	var s promtest.ExactSample
	r.mapping(n, "an item of exp_samples", fields{
		"labels":    func(n *yaml.Node) { s.Metric = r.text(n, "labels") },
		"value":     func(n *yaml.Node) { s.Value = r.float(n, "value") },
		"histogram": func(n *yaml.Node) { s.Histogram = r.text(n, "histogram") },
	})
	if err := s.Check(); err != nil {
		r.fail(r.resolve(n), "exp_samples: %v", err)
	}
	return s
}
