package rules

import (
	"time"

	"github.com/promwright/promwright/rules/promql"
)

// Rule is an [Alert], a [Recording], or a [Ladder] or an [SLO], which become several rules.
type Rule interface {
	// build returns what the rule becomes. It is number i+1 of a group.
	build(b *builder, i int, group string) []PlainRule
}

// Severity is the value of the label "severity", by which most Alertmanagers route. Any value may be used.
type Severity string

// The severities that the common mixins use.
const (
	Info     Severity = "info"     // for the dashboards, notifies no one
	Warning  Severity = "warning"  // someone should look within the day
	Critical Severity = "critical" // someone should look now
)

// Alert is an alerting rule. Name and Expr are wanted, all else may be left out.
type Alert struct {
	Name          string
	Expr          promql.Vector     // fires once for each series it yields
	For           time.Duration     // how long a series is pending before it fires, in whole milliseconds
	KeepFiringFor time.Duration     // how long it goes on firing after the series is gone, in whole milliseconds
	Severity      Severity          // becomes the label "severity"
	Labels        map[string]string // further labels, as templates
	Summary       string            // becomes the annotation "summary", a template
	Description   string            // becomes the annotation "description", a template
	RunbookURL    string            // becomes the annotation "runbook_url", a template
	Annotations   map[string]string // further annotations, as templates

	// MissingLabels accepts that Labels and Annotations print labels which the expression drops, and are empty there. Else it is an error.
	MissingLabels bool

	// RawCounter accepts that Expr is nothing but a counter above a number, which it stays until its process restarts. Else it is an error, of
	// counters that are known to be some.
	RawCounter bool

	wrong string // why it cannot be, "" for all that are written
}

// Recording is a recording rule: it stores what Expr yields as the metric Name.
type Recording struct {
	Name   string
	Expr   promql.Vector
	Labels map[string]string // added to what Expr yields; an empty value removes the label
}

// Metric reads what the rule records, so that other rules can build on it:
//
//	Expr: ErrorRatio.Metric().Gt(0.1)
//
// A rule of the same group must stand behind the recording, or it reads what was recorded one interval before.
func (r Recording) Metric() promql.Gauge { return promql.NewGauge(r.Name) }
