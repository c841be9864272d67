package gosource

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/promql"
)

// selector returns a selector with its modifiers, and the kind that its Go type is of.
func (w *Writer) selector(s *parser.VectorSelector) (string, Kind) {
	name, matchers := split(s)
	modifiers := w.modifiers(s.Anchored, s.Smoothed, s.Timestamp, s.StartOrEnd)
	modifiers += w.offset(s.OriginalOffset, s.OriginalOffsetExpr)
	if name == "" {
		w.check(promql.Select(matchers))
		return "promql.Select(" + Quote(matchers) + ")" + modifiers, Metric
	}
	d := w.declared(name)
	code := d.Var
	if matchers != "" {
		w.check(promql.NewMetric(name).Where(matchers))
		code += ".Where(" + Quote(matchers) + ")"
	}
	return code + modifiers, d.Kind
}

// check notes what package promql says against e.
func (w *Writer) check(e promql.Expr) {
	err := promql.Err(e)
	var one *promql.Error
	switch {
	case errors.As(err, &one): // its file and line are of this package
		w.errorf("%s", one.Message)
	case err != nil:
		w.errorf("%s", err)
	}
}

// split returns the name of the only metric that s reads, if package promql takes it for a name, and its other matchers; or all matchers.
func split(s *parser.VectorSelector) (name, matchers string) {
	var names, all, others []string
	for _, m := range s.LabelMatchers {
		all = append(all, m.String())
		switch {
		case m.Name != model.MetricNameLabel:
			others = append(others, m.String())
		case m.Type == labels.MatchEqual:
			names = append(names, m.Value)
		default:
			names = append(names, "", "") // no name alone
		}
	}
	if s.Name != "" && len(names) == 0 {
		names, all = []string{s.Name}, append(all, labels.MustNewMatcher(labels.MatchEqual, model.MetricNameLabel, s.Name).String())
	}
	if len(names) == 1 && promql.Err(promql.NewMetric(names[0])) == nil {
		return names[0], strings.Join(others, ", ")
	}
	return "", strings.Join(all, ", ")
}

// offset returns the method call for an offset, "" if there is none.
func (w *Writer) offset(d time.Duration, computed *parser.DurationExpr) string {
	if d == 0 && computed == nil {
		return ""
	}
	arg, suffix := w.span(d, computed)
	return ".Offset" + suffix + "(" + arg + ")"
}

// modifiers returns the method calls for what may stand behind a selector or subquery, but its offset.
func (w *Writer) modifiers(anchored, smoothed bool, timestamp *int64, startOrEnd parser.ItemType) string {
	code := ""
	switch {
	case anchored:
		code = ".Anchored()"
	case smoothed:
		code = ".Smoothed()"
	}
	switch {
	case timestamp != nil && *timestamp%1000 == 0:
		code += w.uses("time", fmt.Sprintf(".At(time.Unix(%d, 0))", *timestamp/1000))
	case timestamp != nil:
		code += w.uses("time", fmt.Sprintf(".At(time.UnixMilli(%d))", *timestamp))
	case startOrEnd == parser.START:
		code += ".AtStart()"
	case startOrEnd == parser.END:
		code += ".AtEnd()"
	}
	return code
}
