package promtest

import (
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// Expectation is what a test wants of alerts, [Pending], [Firing], [FiresWithin], [Resolved], [Steady], [Quiet] and
// [NothingElse]; or of expressions, [Samples]; and the exact forms [AlertsAt] and [ExactSamples].
//
// Those of alerts pick instances by two sets of labels. Labels are among those of the instance, with equal values; the empty
// value is that of a label which the instance has not. LabelsMatch are regular expressions, anchored as PromQL anchors
// them: {"pod": "api-.*"}. The label alertname counts as one.
type Expectation interface {
	// latest returns the latest time it speaks of; 0 if it speaks of none.
	latest() time.Duration
	// validate returns what makes it meaningless in a test of these alerts and this length.
	validate(v *validation)
	// check adds its failures to o.
	check(o *outcome)
	// claims returns the states it has instances in, for timelines and for NothingElse.
	claims() []claim
	// about returns the alert that it names; "" if it names none, or several.
	about() string
	// title says what is wanted, on one line: "Down firing from 5m".
	title() string
	// where returns file:line:col of an expectation that was read from a file.
	where() string
}

// Pending wants an instance of Alert that is pending at every evaluation in [From, To): its expression is true,
// but not yet for as long as the rule's For. The other fields are those of [Firing].
type Pending struct {
	Alert            string
	From             time.Duration
	To               time.Duration // 0: until the end of the test, its last evaluation included
	Labels           Labels
	LabelsMatch      Labels
	Annotations      Labels
	AnnotationsMatch Labels
	Value            *float64
	Within           float64
	Count            int
	Where            string // file:line:col, for reports
}

// Firing wants an instance of Alert that is firing at every evaluation in [From, To).
type Firing struct {
	Alert            string
	From             time.Duration
	To               time.Duration // 0: until the end of the test, its last evaluation included
	Labels           Labels
	LabelsMatch      Labels
	Annotations      Labels // that it has at its first evaluation in [From, To), among others, texts exactly equal
	AnnotationsMatch Labels // regular expressions, anchored, for annotations at that evaluation
	// Value is what the expression is for the instance, at every evaluation in [From, To) at which it yields something; nil:
	// anything. new(0.95) makes one.
	Value  *float64
	Within float64 // how far values may be off Value, absolute; 0: exactly equal
	// Count is the number of instances that are firing at every evaluation, not necessarily the same ones. Each of them then
	// has the annotations and the value. 0: at least one, the same all the time.
	Count int
	Where string // file:line:col, for reports
}

// Quiet wants no instance of Alert with these labels to be pending or firing at any evaluation in [From, To).
type Quiet struct {
	Alert       string
	From        time.Duration
	To          time.Duration // 0: until the end of the test, its last evaluation included
	Labels      Labels
	LabelsMatch Labels
	Where       string // file:line:col, for reports
}

func (p Pending) latest() time.Duration { return max(p.From, p.To) }
func (f Firing) latest() time.Duration  { return max(f.From, f.To) }
func (q Quiet) latest() time.Duration   { return max(q.From, q.To) }

func (p Pending) title() string { return p.stretch().title() }
func (f Firing) title() string  { return f.stretch().title() }
func (q Quiet) title() string {
	return newPick(q.Alert, q.Labels, q.LabelsMatch).String() + " quiet " + report.Stretch(q.From, q.To)
}

func (p Pending) where() string { return p.Where }
func (f Firing) where() string  { return f.Where }
func (q Quiet) where() string   { return q.Where }

func (p Pending) claims() []claim { return p.stretch().claims() }
func (f Firing) claims() []claim  { return f.stretch().claims() }
func (q Quiet) claims() []claim {
	return []claim{{pick: newPick(q.Alert, q.Labels, q.LabelsMatch), state: report.Inactive, from: q.From, to: q.To}}
}

func (p Pending) about() string { return p.Alert }
func (f Firing) about() string  { return f.Alert }
func (q Quiet) about() string   { return q.Alert }
