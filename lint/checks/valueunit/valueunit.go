// Package valueunit finds templates that print the value of an alert in another unit than it has.
package valueunit

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds templates that print the value of an alert in another unit than it has.
var Check = &lint.Check{
	Name:     "valueunit",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || !a.Rule.IsAlert() {
		return
	}
	for _, pair := range a.Rule.Annotations {
		if !strings.Contains(pair.Value.Value, "{{") {
			continue
		}
		for _, p := range prints(pair.Value.Value) {
			if wrong := p.judge(a.Result().Value()); wrong != "" {
				pass.Report(lint.Diagnostic{
					File:    a.Rule.File,
					Span:    pair.Value.Span(p.start, p.end),
					Message: fmt.Sprintf("the %s prints %s, but %s", pair.Key.Value, pair.Value.Value[p.start:p.end], wrong),
					Fixes:   p.fix(pair.Value, a.Result().Value()),
				})
			}
		}
	}
}

// judge says why a value is not what the template prints it as; "" if it is, or may be.
func (p printed) judge(v infer.Value) string {
	if p.function == "humanizePercentage" && p.unit == metrics.Percent {
		return "humanizePercentage prints the % itself"
	}
	u := v.Unit
	if !u.Known() || u.String() == "" || v.Kind == infer.Unknown && !u.SameDimension(metrics.Seconds) && !u.Dimensionless() {
		return ""
	}
	switch p.function {
	case "humanizePercentage":
		if u == metrics.Percent || measured(u) {
			return fmt.Sprintf("the value is in %s, and humanizePercentage wants a ratio", u)
		}
		return ""
	case "humanizeDuration":
		if v.Kind == infer.Timestamp {
			return "the value is a time since 1970, and humanizeDuration wants a duration"
		}
		if u != metrics.Seconds && (measured(u) || u.Dimensionless() && v.Kind == infer.Ratio) {
			return fmt.Sprintf("the value is in %s, and humanizeDuration wants seconds", u)
		}
		return ""
	case "humanizeTimestamp":
		if v.Kind != infer.Timestamp && v.Kind != infer.Unknown && u.SameDimension(metrics.Seconds) {
			return "the value is a duration, and humanizeTimestamp wants a time since 1970"
		}
		return ""
	case "humanize1024", "humanize":
		// It scales the number, and with it the unit.
		if measured(u) && p.unit.Known() && !p.unit.SameDimension(u) || p.function == "humanize1024" && u.SameDimension(metrics.Seconds) {
			return fmt.Sprintf("the value is in %s", u)
		}
		return ""
	}
	return p.static(v)
}

// static judges a unit that is written behind the value.
func (p printed) static(v infer.Value) string {
	switch {
	case !p.unit.Known():
		return ""
	case p.unit == metrics.Percent && v.Unit == metrics.Ratio:
		if v.Kind != infer.Ratio || v.Max > 1 && (v.Min <= 0 || v.Min >= 1) {
			return "" // it may be many times as much
		}
		return fmt.Sprintf("the value is a ratio, %s", v.Interval)
	case !p.unit.Dimensionless() && p.unit.SameDimension(v.Unit) && p.unit != v.Unit:
		return fmt.Sprintf("the value is in %s", v.Unit)
	case p.unit == metrics.Percent && measured(v.Unit):
		return fmt.Sprintf("the value is in %s", v.Unit)
	}
	return ""
}

// measured tells whether values in a unit are measured, not counted: nobody would call them a ratio.
func measured(u metrics.Unit) bool {
	return !u.Dimensionless() && !u.SameDimension(metrics.Things) && !u.SameDimension(metrics.Things.Div(metrics.Seconds))
}

// fix prints a ratio as a percentage.
func (p printed) fix(text rulefile.Scalar, v infer.Value) []lint.Fix {
	switch {
	case p.function == "humanizePercentage" && p.unit == metrics.Percent:
		return replace(text, p.action, p.end, "")
	case p.function == "" && p.unit == metrics.Percent && v.Unit == metrics.Ratio:
		return replace(text, p.start, p.end, "{{ $value | humanizePercentage }}")
	case p.function == "humanizePercentage" && v.Unit == metrics.Percent:
		return replace(text, p.start, p.action, `{{ printf "%.2f" $value }}%`)
	}
	return nil
}

func replace(text rulefile.Scalar, from, to int, with string) []lint.Fix {
	edit, ok := text.Replace(from, to, with)
	if !ok {
		return nil
	}
	return []lint.Fix{{Message: strings.TrimSpace(with), Edits: []rulefile.Edit{edit}}}
}
