package infer

import (
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// enrich returns s after info added labels of info metrics to it: any, or those its second argument names.
func enrich(e *parser.Call, s labelSet) labelSet {
	added := func(l Label) Label {
		if l.Presence == Gone {
			return Label{}
		}
		return l
	}
	if names := dataLabels(e); len(names) > 0 {
		for _, name := range names {
			s = s.set(name, added(s.get(name)))
		}
		return s
	}
	out := s.merge(s, func(l, _ Label) Label { return added(l) })
	for _, name := range metadata {
		out = out.set(name, s.get(name))
	}
	return out
}

// dataLabels returns the labels that the second argument of info asks for; none if it asks for all.
func dataLabels(e *parser.Call) []string {
	if len(e.Args) < 2 {
		return nil
	}
	selector, ok := unparen(e.Args[1]).(*parser.VectorSelector)
	if !ok {
		return nil
	}
	var names []string
	for _, m := range selector.LabelMatchers {
		if m.Name != model.MetricNameLabel {
			names = append(names, m.Name)
		}
	}
	return names
}
