package labelvalue

import (
	"fmt"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/rulefile"
)

// recorded reports a matcher that wants another value of a label than the rules that record the metric leave on its series.
func recorded(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector) {
	m, values, recorder := pass.Project.Infer().Refused(s)
	if m == nil || m.Name == model.MetricNameLabel {
		return
	}
	at, ok := matcher.Find(rule, s, m)
	if !ok {
		return
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    at.TextSpan(),
		Message: fmt.Sprintf("%s selects nothing: %s is recorded with %s %s alone", at.Written(), matcher.Metric(s), m.Name, strings.Join(values, ", ")),
		Related: []lint.Related{{File: recorder.File, Span: recorder.Name().Whole(), Message: "it is recorded here"}},
	})
}
