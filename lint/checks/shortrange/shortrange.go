// Package shortrange finds rates over ranges that hold too few samples.
package shortrange

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rates over ranges that hold too few samples.
var Check = &lint.Check{
	Name:     "shortrange",
	Doc:      doc,
	Severity: lint.Warning,
	Options:  &Options{ScrapeInterval: 30 * time.Second, Samples: 4},
	Run:      run,
}

// Options configures the check.
type Options struct {
	ScrapeInterval time.Duration // of the targets the rules read, and of recording rules in groups without an interval
	Samples        int           // that the range of a rate must hold
}

func run(pass *lint.Pass) {
	options := pass.Options.(*Options)
	for rule := range pass.Rules() {
		expr, err := rule.Query()
		if err != nil {
			continue
		}
		parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
			if call, ok := node.(*parser.Call); ok {
				for _, arg := range call.Args {
					checkRange(pass, rule, needed(call.Func.Name, options.Samples), arg)
				}
			}
			return nil
		})
	}
}

// needed returns how many samples a function wants of its range: several to compare, where it compares some.
func needed(function string, samples int) int {
	switch function {
	case "rate", "increase", "delta", "deriv", "predict_linear", "changes", "resets":
		return samples
	case "irate", "idelta":
		return 2
	default:
		return 1
	}
}

// checkRange reports arg if it is a range that holds fewer samples than needed. Ranges and steps that are computed, and
// subqueries without a step, are unknown.
func checkRange(pass *lint.Pass, rule *rulefile.Rule, need int, arg parser.Expr) {
	for paren, ok := arg.(*parser.ParenExpr); ok; paren, ok = arg.(*parser.ParenExpr) {
		arg = paren.Expr
	}
	switch e := arg.(type) {
	case *parser.SubqueryExpr: // a missed scrape leaves no gap in it, so that two steps are enough to compare
		if e.RangeExpr == nil && e.StepExpr == nil && e.Step > 0 {
			need = min(need, 2)
			report(pass, rule, e, need, e.Range, source{interval: e.Step, phrase: "a step of " + print(e.Step)})
		}
	case *parser.MatrixSelector:
		selector, ok := e.VectorSelector.(*parser.VectorSelector)
		if ok && e.RangeExpr == nil && e.Range > 0 && !selector.Anchored && !selector.Smoothed {
			report(pass, rule, e, need, e.Range, sourceOf(pass, selector))
		}
	}
}

// source is where the samples of a range come from.
type source struct {
	interval time.Duration // between samples
	phrase   string        // says so
	recorder *rulefile.Rule
}

// sourceOf returns the recording rules that a selector reads, the most frequent of them, or the targets.
func sourceOf(pass *lint.Pass, e *parser.VectorSelector) source {
	scrape := pass.Options.(*Options).ScrapeInterval
	found := source{interval: scrape, phrase: "a scrape interval of " + print(scrape)}
	for i, recorder := range pass.Project.Infer().Recorded(e) {
		interval, err := recorder.Group.Interval.Duration()
		phrase := "the interval %s of group %s"
		if err != nil || interval == 0 {
			interval = scrape
			phrase = "the default interval %s of group %s"
		}
		if i == 0 || interval < found.interval {
			found = source{interval, fmt.Sprintf(phrase, print(interval), recorder.Group.Name.Value), recorder}
		}
	}
	return found
}

func report(pass *lint.Pass, rule *rulefile.Rule, node parser.Node, need int, length time.Duration, from source) {
	if from.interval <= 0 || length >= time.Duration(need)*from.interval {
		return
	}
	samples := "samples"
	if need == 1 {
		samples = "sample"
	}
	d := lint.Diagnostic{
		File:    rule.File,
		Span:    rule.NodeSpan(node),
		Message: fmt.Sprintf("range %s holds fewer than %d %s: %d at %s", print(length), need, samples, length/from.interval, from.phrase),
	}
	if from.recorder != nil {
		record := from.recorder.Name()
		d.Related = []lint.Related{{File: from.recorder.File, Span: record.Whole(), Message: record.Value + " is recorded here"}}
	}
	if _, ok := node.(*parser.MatrixSelector); ok {
		d.Fixes = widen(rule, node, time.Duration(need)*from.interval)
	}
	pass.Report(d)
}

// widen returns the fix that sets the range of a selector.
func widen(rule *rulefile.Rule, node parser.Node, length time.Duration) []lint.Fix {
	r := rulefile.NodeRange(rule.Expr.Value, node)
	text := rule.Expr.Value[r.Start:r.End]
	bracket := strings.LastIndexByte(text, '[')
	if bracket < 0 || !strings.HasSuffix(text, "]") {
		return nil
	}
	edit, ok := rule.Expr.Replace(int(r.Start)+bracket+1, int(r.End)-1, print(length))
	if !ok {
		return nil
	}
	return []lint.Fix{{Message: text[:bracket] + "[" + print(length) + "]", Edits: []rulefile.Edit{edit}}}
}

// print returns a duration as PromQL writes it.
func print(d time.Duration) string { return model.Duration(d).String() }
