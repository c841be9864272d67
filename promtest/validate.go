package promtest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// ExpectationError says what is wrong with an expectation of a test.
type ExpectationError struct {
	Index int    // of the expectation, in Test.Want
	Field string // of the expectation, as it is named in Go; empty: all of it
	Where string // of the expectation
	Err   error
}

// Error returns the text of the error, after the position of an expectation that was read from a file.
func (e *ExpectationError) Error() string {
	if e.Where == "" {
		return e.Err.Error()
	}
	return e.Where + ": " + e.Err.Error()
}

func (e *ExpectationError) Unwrap() error { return e.Err }

// validation collects what is wrong with the expectations of a test.
type validation struct {
	interval time.Duration
	end      time.Duration
	alerts   map[string]bool // that rules define
	index    int             // of the expectation that is looked at
	where    string          // of it
	errs     []error
}

// add notes what is wrong with a field of the expectation that is looked at.
func (v *validation) add(field, format string, args ...any) {
	v.errs = append(v.errs, &ExpectationError{v.index, field, v.where, fmt.Errorf(format, args...)})
}

// all looks at all expectations of a test.
func (v *validation) all(want []Expectation) {
	for i, w := range want {
		v.index, v.where = i, ""
		if w == nil {
			v.add("", "an expectation is nil")
			continue
		}
		v.where = w.where()
		w.validate(v)
	}
}

// alert checks that a rule defines the alert that an expectation of this kind names.
func (v *validation) alert(kind, name string) {
	if v.alerts[name] {
		return
	}
	known := slices.Sorted(maps.Keys(v.alerts))
	if len(known) > 8 {
		known = append(known[:8], fmt.Sprintf("and %d more", len(v.alerts)-8))
	}
	if len(known) == 0 {
		known = []string{"none"}
	}
	v.add("Alert", "%s: no rule defines alert %q (alerts: %s)", kind, name, strings.Join(known, ", "))
}

// window checks that a stretch of time has an evaluation in it.
func (v *validation) window(kind, name string, from, to time.Duration) {
	switch {
	case from < 0 || to < 0:
		v.add("From", "%s %s: from %s to %s: before the start of the test", kind, name, report.Time(from), report.Time(to))
	case from > v.end:
		v.add("From", "%s %s: from %s is after the end of the test, %s", kind, name, report.Time(from), report.Time(v.end))
	case to != 0 && to <= from:
		v.add("To", "%s %s: to %s is not after from %s", kind, name, report.Time(to), report.Time(from))
	default:
		if first, past := steps(from, to, v.interval, v.end); first >= past {
			v.add("To", "%s %s: no evaluation from %s to %s: the interval is %s", kind, name, report.Time(from), report.Time(to), report.Time(v.interval))
		}
	}
}

// instant checks a point in time.
func (v *validation) instant(kind, name string, at time.Duration) {
	if at < 0 || at > v.end {
		v.add("At", "%s %s: at %s is outside the test, 0m to %s", kind, name, report.Time(at), report.Time(v.end))
	}
}

// patterns checks regular expressions. One that matches everything says nothing.
func (v *validation) patterns(kind, name, field string, match Labels) {
	_, broken := patterns(match)
	for _, label := range slices.Sorted(maps.Keys(match)) {
		switch {
		case broken[label] != nil:
			v.add(field, "%s %s: %s %s: %w", kind, name, field, label, broken[label])
		case match[label] == ".*":
			v.add(field, "%s %s: %s %s: .* matches everything, even no label (.+ wants there to be one)", kind, name, field, label)
		}
	}
}

// tolerance checks how far a value may be off.
func (v *validation) tolerance(kind, name, field string, within float64) {
	if !(within >= 0) || math.IsInf(within, 0) {
		v.add(field, "%s %s: %s %v: must be at least 0 and finite", kind, name, field, within)
	}
}

// steps returns the evaluations in [from, to), as the first one and the one past the last; to 0 is past the end.
func steps(from, to, interval, end time.Duration) (first, past int) {
	past = int(end/interval) + 1
	if to > 0 {
		past = min(past, int(ceil(to, interval)/interval))
	}
	return int(ceil(from, interval) / interval), past
}

func (p Pending) validate(v *validation) { p.stretch().validate(v, "Pending", p.LabelsMatch) }
func (f Firing) validate(v *validation)  { f.stretch().validate(v, "Firing", f.LabelsMatch) }

func (s stretch) validate(v *validation, kind string, labelsMatch Labels) {
	v.alert(kind, s.alert)
	v.window(kind, s.alert, s.from, s.to)
	v.patterns(kind, s.alert, "LabelsMatch", labelsMatch)
	v.patterns(kind, s.alert, "AnnotationsMatch", s.details.match)
	v.tolerance(kind, s.alert, "Within", s.details.within)
	if s.details.within != 0 && s.details.value == nil {
		v.add("Within", "%s %s: Within %v without a Value", kind, s.alert, s.details.within)
	}
	if s.count < 0 {
		v.add("Count", "%s %s: count %d: below 0", kind, s.alert, s.count)
	}
}

func (q Quiet) validate(v *validation) {
	v.alert("Quiet", q.Alert)
	v.window("Quiet", q.Alert, q.From, q.To)
	v.patterns("Quiet", q.Alert, "LabelsMatch", q.LabelsMatch)
}

func (s Samples) validate(v *validation) {
	v.instant("Samples", s.Expr, s.At)
	v.tolerance("Samples", s.Expr, "Within", s.Within)
	v.tolerance("Samples", s.Expr, "WithinRatio", s.WithinRatio)
	if s.Until != 0 && s.Until <= s.At {
		v.add("Until", "Samples %s: until %s is not after at %s", s.Expr, report.Time(s.Until), report.Time(s.At))
	}
	for series := range s.Want {
		if _, err := parseMetric(series); err != nil {
			v.add("Want", "Samples %s: series %s: %w", s.Expr, series, err)
		}
	}
}

func (s ExactSamples) validate(v *validation) {
	v.instant("ExactSamples", s.Expr, s.At)
	for _, want := range s.Want {
		if _, err := want.parse(); err != nil {
			v.add("Want", "ExactSamples %s: %w", s.Expr, err)
		}
	}
}

func (a AlertsAt) validate(v *validation) { v.instant("AlertsAt", a.Alert, a.At) }
