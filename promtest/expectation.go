package promtest

import (
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// Expectation is what a test wants: [Pending], [Firing], [Quiet], [Samples], [NothingElse], and the exact forms
// [AlertsAt] and [ExactSamples].
type Expectation interface {
	// latest returns the latest time it speaks of; 0 if it speaks of none.
	latest() time.Duration
	// validate returns what makes it meaningless in a test of these alerts and this length.
	validate(v *validation)
	// check adds its failures to o.
	check(o *outcome)
	// title says what is wanted, on one line: "Down firing from 5m".
	title() string
	// where returns file:line:col of an expectation that was read from a file.
	where() string
}

// Pending wants an instance of Alert that is pending at every evaluation in [From, To): its expression is true,
// but not yet for as long as the rule's For.
type Pending struct {
	Alert       string
	From        time.Duration
	To          time.Duration // 0: until the end of the test, its last evaluation included
	Labels      Labels        // that the instance has, among others
	Annotations Labels        // that it has at its first evaluation in [From, To), among others, texts exactly equal
}

// Firing wants an instance of Alert that is firing at every evaluation in [From, To).
type Firing struct {
	Alert       string
	From        time.Duration
	To          time.Duration // 0: until the end of the test, its last evaluation included
	Labels      Labels        // that the instance has, among others
	Annotations Labels        // that it has at its first evaluation in [From, To), among others, texts exactly equal
}

// Quiet wants no instance of Alert with these Labels to be pending or firing at any evaluation in [From, To).
type Quiet struct {
	Alert  string
	From   time.Duration
	To     time.Duration // 0: until the end of the test, its last evaluation included
	Labels Labels        // among others; nil: any
}

// NothingElse wants no alert, of any rule of the test, to be pending where no [Pending] expects it, or firing where no
// [Firing] does.
func NothingElse() Expectation { return nothingElse{} }

type nothingElse struct{}

func (p Pending) latest() time.Duration   { return max(p.From, p.To) }
func (f Firing) latest() time.Duration    { return max(f.From, f.To) }
func (q Quiet) latest() time.Duration     { return max(q.From, q.To) }
func (nothingElse) latest() time.Duration { return 0 }

func (p Pending) title() string   { return stretchTitle(p.Alert, p.Labels, "pending", p.From, p.To) }
func (f Firing) title() string    { return stretchTitle(f.Alert, f.Labels, "firing", f.From, f.To) }
func (q Quiet) title() string     { return stretchTitle(q.Alert, q.Labels, "quiet", q.From, q.To) }
func (nothingElse) title() string { return "nothing else" }

func stretchTitle(alert string, with Labels, state string, from, to time.Duration) string {
	return alert + report.Labels(with) + " " + state + " " + report.Stretch(from, to)
}

func (Pending) where() string     { return "" }
func (Firing) where() string      { return "" }
func (Quiet) where() string       { return "" }
func (nothingElse) where() string { return "" }
