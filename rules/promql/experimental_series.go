package promql

import "github.com/prometheus/prometheus/promql/parser"

// Info gives each series of v the labels that the info metrics of its target have, by default those of target_info. Matchers choose which
// labels and, by __name__, which metrics: info(v, {version=~".+"}).
func (Experiments) Info(v Vector, matchers ...Matcher) Instant {
	if len(matchers) == 0 {
		return instant(call("Info", "info", v))
	}
	at := here()
	var errs []error
	for _, m := range matchers {
		errs = append(errs, m.check(at, "Info", &metric{})...)
	}
	return instant(build("Info", []Expr{v}, errs, func(trees []parser.Expr) parser.Expr {
		s := withMatchers(&parser.VectorSelector{BypassEmptyMatcherCheck: true}, matchers)
		return &parser.Call{Func: parser.Functions["info"], Args: parser.Expressions{trees[0], s}}
	}))
}

// HistogramQuantiles is [HistogramQuantile] of several shares at once, which become the values of label.
func (Experiments) HistogramQuantiles(v Vector, label string, q ...Num) Instant {
	args := []Expr{v, literal(label)}
	errs := checkLabels(here(), "HistogramQuantiles", []string{label})
	for _, share := range q {
		args, errs = append(args, number(share)), append(errs, checkShare("HistogramQuantiles", share)...)
	}
	return instant(checkedCall("HistogramQuantiles", "histogram_quantiles", errs, args...))
}

// HistogramQuantilesScalar is HistogramQuantiles of computed shares.
func (Experiments) HistogramQuantilesScalar(v Vector, label string, q ...Scalar) Instant {
	args := []Expr{v, literal(label)}
	for _, share := range q {
		args = append(args, share)
	}
	errs := checkLabels(here(), "HistogramQuantilesScalar", []string{label})
	return instant(checkedCall("HistogramQuantilesScalar", "histogram_quantiles", errs, args...))
}

// SortByLabel orders series by the values of labels, in turn.
func (Experiments) SortByLabel(v Vector, labels ...string) Instant {
	return sortByLabel("SortByLabel", "sort_by_label", v, labels)
}

// SortByLabelDesc is SortByLabel the other way round.
func (Experiments) SortByLabelDesc(v Vector, labels ...string) Instant {
	return sortByLabel("SortByLabelDesc", "sort_by_label_desc", v, labels)
}

func sortByLabel(goName, name string, v Vector, labels []string) Instant {
	args := []Expr{v}
	for _, label := range labels {
		args = append(args, literal(label))
	}
	return instant(checkedCall(goName, name, checkLabels(here(), goName, labels), args...))
}
