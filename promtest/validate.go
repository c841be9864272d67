package promtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// validation collects what is wrong with the expectations of a test.
type validation struct {
	interval time.Duration
	end      time.Duration
	alerts   map[string]bool // that rules define
	errs     []error
}

func (v *validation) add(format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf(format, args...))
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
	v.add("%s: no rule defines alert %q (alerts: %s)", kind, name, strings.Join(known, ", "))
}

// window checks that a stretch of time has an evaluation in it.
func (v *validation) window(kind, name string, from, to time.Duration) {
	switch {
	case from < 0 || to < 0:
		v.add("%s %s: from %v to %v: before the start of the test", kind, name, from, to)
	case from > v.end:
		v.add("%s %s: from %v is after the end of the test, %v", kind, name, from, v.end)
	case to != 0 && to <= from:
		v.add("%s %s: to %v is not after from %v", kind, name, to, from)
	default:
		if first, past := steps(from, to, v.interval, v.end); first >= past {
			v.add("%s %s: no evaluation from %v to %v: the interval is %v", kind, name, from, to, v.interval)
		}
	}
}

// instant checks a point in time.
func (v *validation) instant(kind, name string, at time.Duration) {
	if at < 0 || at > v.end {
		v.add("%s %s: at %v is outside the test, 0s to %v", kind, name, at, v.end)
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

func (p Pending) validate(v *validation) {
	v.alert("Pending", p.Alert)
	v.window("Pending", p.Alert, p.From, p.To)
}

func (f Firing) validate(v *validation) {
	v.alert("Firing", f.Alert)
	v.window("Firing", f.Alert, f.From, f.To)
}

func (q Quiet) validate(v *validation) {
	v.alert("Quiet", q.Alert)
	v.window("Quiet", q.Alert, q.From, q.To)
}

func (nothingElse) validate(v *validation) {
	if len(v.alerts) == 0 {
		v.add("NothingElse: no rule defines an alert")
	}
}

func (s Samples) validate(v *validation) {
	v.instant("Samples", s.Expr, s.At)
	for series := range s.Want {
		if _, err := parseMetric(series); err != nil {
			v.add("Samples %s: series %s: %w", s.Expr, series, err)
		}
	}
}

func (s ExactSamples) validate(v *validation) {
	v.instant("ExactSamples", s.Expr, s.At)
	for _, want := range s.Want {
		if _, err := want.parse(); err != nil {
			v.add("ExactSamples %s: %w", s.Expr, err)
		}
	}
}

func (a AlertsAt) validate(v *validation) { v.instant("AlertsAt", a.Alert, a.At) }
