package promtest

import (
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// Samples wants an expression to yield exactly these series at an instant: no more, no fewer.
//
//	promtest.Samples{Expr: "job:up:sum", At: 10 * time.Minute, Want: map[string]float64{`job:up:sum{job="api"}`: 3}}
//
// An instant between two evaluations sees the rules' results of the earlier one.
type Samples struct {
	Expr string
	At   time.Duration
	// Until extends the expectation to every evaluation after At and before Until. 0: only At.
	Until       time.Duration
	Want        map[string]float64 // by series, as PromQL writes them; "" or "{}" is the one without labels; NaN equals NaN
	Within      float64            // how far a value may be off, absolute; 0: exactly equal
	WithinRatio float64            // how far a value may be off as a ratio of the wanted one: 0.01 is 1%
	Where       string             // file:line:col, for reports
}

// ExactSamples is [Samples] as promtool compares them: NaN equals nothing, histograms are compared as text.
type ExactSamples struct {
	Expr  string
	At    time.Duration
	Want  []ExactSample
	Fuzzy bool   // values may be off by one unit in the last place
	Where string // file:line:col, for reports
}

// ExactSample is one series of [ExactSamples].
type ExactSample struct {
	Metric    string  // as PromQL writes it; "" or "{}" is the one without labels
	Value     float64 // 0 for a histogram
	Histogram string  // in promtool's notation, {{...}}; empty: a float
}

// AlertsAt wants exactly these instances of Alert to be firing at an instant, as promtool compares them: labels and
// annotations exactly equal. The instant is that of the last evaluation at or before At.
type AlertsAt struct {
	Alert string
	Group string // only instances of rules in the groups of this name; empty: of any group
	At    time.Duration
	Want  []ExactAlert // in any order; empty: none fires
	Where string       // file:line:col, for reports
}

// ExactAlert is one instance of [AlertsAt], with all its labels but alertname, which may be left out, and all its
// annotations.
type ExactAlert struct {
	Labels      Labels
	Annotations Labels
}

func (s Samples) latest() time.Duration      { return max(s.At, s.Until) }
func (s ExactSamples) latest() time.Duration { return s.At }
func (a AlertsAt) latest() time.Duration     { return a.At }

func (s Samples) title() string {
	if s.Until > 0 {
		return s.Expr + " " + report.Stretch(s.At, s.Until)
	}
	return s.Expr + " at " + report.Time(s.At)
}
func (s ExactSamples) title() string { return s.Expr + " at " + report.Time(s.At) }
func (a AlertsAt) title() string     { return a.Alert + " at " + report.Time(a.At) }

func (s Samples) where() string      { return s.Where }
func (s ExactSamples) where() string { return s.Where }
func (a AlertsAt) where() string     { return a.Where }

func (Samples) about() string      { return "" }
func (ExactSamples) about() string { return "" }
func (a AlertsAt) about() string   { return a.Alert }

func (Samples) claims() []claim      { return nil }
func (ExactSamples) claims() []claim { return nil }
func (AlertsAt) claims() []claim     { return nil }
