package shortrange

import (
	"fmt"
	"slices"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/rulefile"
)

// short is what is wrong with one or more ranges of a rule.
type short struct {
	key
	rule *rulefile.Rule
	at   []parser.Node // the ranges
}

// key is what equal findings share.
type key struct {
	need   int           // samples that the range must hold
	length time.Duration // of the range
	from   source        // of its samples
	grows  bool          // the value of the function does with the range, so that its threshold depends on it
}

// source is where the samples of a range come from.
type source struct {
	interval time.Duration // between samples
	phrase   string        // says so
	recorder *rulefile.Rule
}

// shortRanges returns the ranges of a rule that are too short, equal ones together, in order.
func shortRanges(pass *lint.Pass, rule *rulefile.Rule) []*short {
	expr, err := rule.Query()
	if err != nil {
		return nil
	}
	options := pass.OptionsFor(rule.File).(*Options)
	var found []*short
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		call, ok := node.(*parser.Call)
		if !ok {
			return nil
		}
		for _, arg := range call.Args {
			arg = look.Unparen(arg)
			k, ok := shortRange(pass.Project, rule.File, needed(call.Func.Name, options.Samples), arg)
			if !ok || pass.Silenced(rule.File, rule.NodeSpan(arg)) {
				continue
			}
			k.grows = !slices.Contains([]string{"rate", "irate", "idelta", "deriv"}, call.Func.Name)
			i := slices.IndexFunc(found, func(s *short) bool { return s.key == k })
			if i < 0 {
				i = len(found)
				found = append(found, &short{key: k, rule: rule})
			}
			found[i].at = append(found[i].at, arg)
		}
		return nil
	})
	return found
}

// needed returns how many samples a function wants of its range: several, where it compares some, or makes one value of them.
func needed(function string, samples int) int {
	switch function {
	case "rate", "increase", "delta", "deriv", "predict_linear", "changes", "resets":
		return samples
	case "irate", "idelta",
		"avg_over_time", "max_over_time", "min_over_time", "mad_over_time", "quantile_over_time", "stddev_over_time", "stdvar_over_time", "sum_over_time":
		return 2
	default:
		return 1
	}
}

// shortRange returns what is wrong with arg if it is a range that holds fewer samples than needed. Ranges and steps that
// are computed, and subqueries without a step, are unknown.
func shortRange(project *lint.Project, file *rulefile.File, need int, arg parser.Expr) (key, bool) {
	k := key{need: need}
	switch e := arg.(type) {
	case *parser.SubqueryExpr: // a missed scrape leaves no gap in it, so that two steps are enough to compare
		if e.RangeExpr != nil || e.StepExpr != nil || e.Step <= 0 {
			return k, false
		}
		k.need, k.length = min(need, 2), e.Range
		k.from = source{interval: e.Step, phrase: "a step of " + print(e.Step)}
	case *parser.MatrixSelector:
		selector, ok := e.VectorSelector.(*parser.VectorSelector)
		if !ok || e.RangeExpr != nil || e.Range <= 0 || selector.Anchored || selector.Smoothed {
			return k, false
		}
		k.length, k.from = e.Range, sourceOf(project, file, selector)
	default:
		return k, false
	}
	return k, k.from.interval > 0 && k.length < time.Duration(k.need)*k.from.interval
}

// sourceOf returns the recording rules that a selector of a file reads, the most frequent of them, or the targets.
func sourceOf(project *lint.Project, file *rulefile.File, e *parser.VectorSelector) source {
	scrape := project.Target(file).ScrapeInterval
	found := source{interval: scrape, phrase: "a scrape interval of " + print(scrape)}
	for i, recorder := range project.Infer().Recorded(e) {
		interval, err := recorder.Group.Interval.Duration()
		phrase := "the interval %s of group %s"
		if recorder.Group.Interval.Templated() || recorder.Group.Open && interval == 0 {
			return source{} // nobody knows
		}
		if err != nil || interval == 0 {
			interval = project.Target(recorder.File).EvaluationInterval
			phrase = "the default interval %s of group %s"
		}
		if i == 0 || interval < found.interval {
			found = source{interval, fmt.Sprintf(phrase, print(interval), recorder.Group.Name.Value), recorder}
		}
	}
	return found
}
