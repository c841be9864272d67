package gosource

import (
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/promql"
)

// call returns a call of a function. The names of package promql are those of PromQL, but for two that are types there.
func (w *Writer) call(e *parser.Call) string {
	f := e.Func
	if code, ok := w.method(e); ok {
		return code
	}
	name := camel(f.Name)
	switch f.Name {
	case "scalar", "vector":
		name += "Of"
	case "info":
		return w.info(e)
	case "label_replace":
		w.check(promql.LabelReplace(promql.NewMetric("x"), w.string(e.Args[1]), w.string(e.Args[2]), w.string(e.Args[3]), w.string(e.Args[4])))
	case "label_join", "histogram_quantiles":
		w.labels([]string{w.string(e.Args[1])})
	case "sort_by_label", "sort_by_label_desc":
		for _, arg := range e.Args[1:] {
			w.labels([]string{w.string(arg)})
		}
	}
	computed := !plain(e)
	args := make([]string, len(e.Args))
	for i, arg := range e.Args {
		args[i] = w.argument(f, arg, computed)
	}
	if computed {
		name += "Scalar"
	}
	if f.Experimental {
		name = "Experimental." + name
	}
	return "promql." + name + "(" + strings.Join(args, ", ") + ")"
}

// plain reports whether the numbers that a function is given are all literals that package promql takes.
func plain(e *parser.Call) bool {
	for i, arg := range e.Args {
		if arg.Type() != parser.ValueTypeScalar {
			continue
		}
		n, ok := literal(arg)
		share := strings.Contains(e.Func.Name, "quantile")
		if !ok || share && !(n >= 0 && n <= 1) {
			return false
		}
		if e.Func.Name == "predict_linear" && i == 1 {
			var w Writer
			if _, ok := w.seconds(n); !ok {
				return false
			}
		}
	}
	return true
}

// argument returns an argument of f. If one of its scalars is computed all are written as such.
func (w *Writer) argument(f *parser.Function, arg parser.Expr, computed bool) string {
	switch arg.Type() {
	case parser.ValueTypeMatrix:
		return w.ranged(arg, wanted(f))
	case parser.ValueTypeString:
		return Quote(w.string(arg))
	case parser.ValueTypeVector:
		return w.vector(arg)
	}
	n, _ := literal(arg)
	switch {
	case computed:
		return w.scalar(arg)
	case f.Name == "predict_linear":
		code, _ := w.seconds(n)
		return code
	}
	return w.num(n)
}

// string returns the value of a string.
func (w *Writer) string(e parser.Expr) string {
	s, ok := unwrap(e).(*parser.StringLiteral)
	if !ok {
		w.errorf("%s is no string", e)
		return ""
	}
	return s.Val
}

// info returns a call of info, whose matchers are arguments.
func (w *Writer) info(e *parser.Call) string {
	args := []string{w.vector(e.Args[0])}
	if len(e.Args) > 1 {
		selector, ok := unwrap(e.Args[1]).(*parser.VectorSelector)
		if !ok || modified(selector) {
			w.errorf("%s is given more than matchers", e)
			return ""
		}
		for _, m := range selector.LabelMatchers {
			name := map[labels.MatchType]string{labels.MatchEqual: "Eq", labels.MatchNotEqual: "Ne", labels.MatchRegexp: "Match", labels.MatchNotRegexp: "NotMatch"}[m.Type]
			w.labels([]string{m.Name})
			args = append(args, "promql."+name+"("+Quote(m.Name)+", "+Quote(m.Value)+")")
		}
	}
	return "promql.Experimental.Info(" + strings.Join(args, ", ") + ")"
}

// modified reports whether something stands behind a selector.
func modified(s *parser.VectorSelector) bool {
	return s.Anchored || s.Smoothed || s.Timestamp != nil || s.StartOrEnd != 0 || s.OriginalOffset != 0 || s.OriginalOffsetExpr != nil
}

// camel returns a name of PromQL as Go writes it: HistogramQuantile for histogram_quantile.
func camel(name string) string {
	words := strings.Split(name, "_")
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}
