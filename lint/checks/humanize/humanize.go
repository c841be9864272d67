// Package humanize finds templates that print values in a way that nobody likes to read.
package humanize

import (
	_ "embed"
	"fmt"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds templates that print values in a way that nobody likes to read.
var Check = &lint.Check{
	Name:     "humanize",
	Doc:      doc,
	Severity: lint.Off,
	Each:     each,
}

// bare matches an action that prints the value as it is.
var bare = lazyregexp.New(`\{\{-?\s*(\$value|\.Value)\s*-?\}\}`)

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || !a.Rule.IsAlert() {
		return
	}
	for _, pair := range a.Rule.Annotations {
		for _, m := range bare.FindAllStringSubmatchIndex(pair.Value.Value, -1) {
			if function, looks := better(a.Result().Value()); function != "" {
				report(pass, a, pair, m, function, looks)
			}
		}
	}
}

func report(pass *lint.Pass, a *infer.Analysis, pair rulefile.Pair, m []int, function, looks string) {
	text := pair.Value.Value
	d := lint.Diagnostic{
		File:    a.Rule.File,
		Span:    pair.Value.Span(m[0], m[1]),
		Message: fmt.Sprintf("the %s prints %s bare, such as %s: %s makes it readable", pair.Key.Value, looks, example[function], function),
	}
	if edit, ok := pair.Value.Replace(m[3], m[3], " | "+function); ok {
		d.Fixes = []lint.Fix{{Message: text[m[0]:m[3]] + " | " + function + text[m[3]:m[1]], Edits: []rulefile.Edit{edit}}}
	}
	pass.Report(d)
}

// better returns the function that prints a value well, and what the value is; "" if the number itself is fine.
func better(v infer.Value) (function, looks string) {
	switch {
	case v.Kind == infer.Timestamp && v.Unit == metrics.Seconds:
		return "humanizeTimestamp", "a time"
	case v.Kind == infer.Ratio && v.Unit == metrics.Ratio && v.Max <= 1:
		return "humanizePercentage", "a ratio"
	case v.Unit == metrics.Seconds:
		return "humanizeDuration", "a duration"
	case v.Unit == metrics.Bytes:
		return "humanize1024", "bytes"
	case v.Kind == infer.Rate:
		return "humanize", "a rate"
	}
	return "", ""
}

// example is what values look like that the functions are for.
var example = map[string]string{
	"humanizeTimestamp": "1.7668704e+09", "humanizePercentage": "0.9214285714285714", "humanizeDuration": "93784.21",
	"humanize1024": "1.5032385536e+10", "humanize": "0.03333333333333333",
}
