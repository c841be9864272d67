package infer

import (
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// absent returns the labels that absent and absent_over_time make up from the matchers of their argument.
func (w *walker) absent(e *parser.Call, arg parser.Expr) labelSet {
	if m, ok := arg.(*parser.MatrixSelector); ok {
		arg = m.VectorSelector
	}
	selector, ok := arg.(*parser.VectorSelector)
	if !ok {
		return noLabels(w.loss(e, "%s gives labels only for a selector", e.Func.Name))
	}
	s := noLabels(w.loss(e, "%s gives only labels of equality matchers", e.Func.Name))
	seen := map[string]bool{}
	for _, m := range selector.LabelMatchers {
		switch {
		case isMetadata(m.Name):
		case m.Type == labels.MatchEqual && !seen[m.Name]:
			seen[m.Name] = true
			if m.Value != "" {
				s = s.set(m.Name, certain(m.Value))
			}
		default: // also where a matcher repeats the label
			s = s.set(m.Name, s.rest)
		}
	}
	return s
}

func isMetadata(name string) bool {
	return name == model.MetricNameLabel || name == model.MetricTypeLabel || name == model.MetricUnitLabel
}
