package cover

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/rules"
)

// alertBranches returns those of an alert as a whole. One that reads no series cannot be quiet.
func alertBranches(expr parser.Expr) []branch {
	all := []branch{{Branch{Field: "alert", Outcome: "fired"}, fired}}
	if data := selectors(expr); len(data) > 0 {
		all = append(all, branch{Branch{Field: "alert", Outcome: "quiet"}, func(v *visit) (bool, error) { return v.quiet(data) }})
	}
	return all
}

func fired(v *visit) (bool, error) {
	for _, a := range v.alerts {
		for _, state := range a.Steps() {
			if state == engine.Firing {
				return true, nil
			}
		}
	}
	return false, nil
}

// quiet asks whether one of the selectors found something at a step at which no alert was active.
func (v *visit) quiet(data []func() string) (bool, error) {
	active := map[int]bool{}
	for _, a := range v.alerts {
		for step := range a.Steps() {
			active[step] = true
		}
	}
	for _, selector := range data {
		seen, err := v.yields(func(step int) bool { return !active[step] }, selector())
		if seen || err != nil {
			return seen, err
		}
	}
	return false, nil
}

// recordBranch asks whether a recording rule ever wrote anything.
var recordBranch = branch{Branch{Field: "record", Outcome: "yielded"}, func(v *visit) (bool, error) { return v.probe.Recorded(), nil }}

// durationBranches returns those of for and keep_firing_for. That an alert fires after for is said by its being fired.
func durationBranches(r *rules.PlainRule) []branch {
	var all []branch
	if r.For > 0 {
		all = append(all, branch{Branch{Field: "for", Outcome: "reset"}, reset})
	}
	if r.KeepFiringFor > 0 {
		all = append(all, branch{Branch{Field: "keep_firing_for", Outcome: "kept"}, kept})
	}
	return all
}

// reset reports whether a pending alert was inactive at the next step.
func reset(v *visit) (bool, error) {
	for _, a := range v.alerts {
		last, was := -1, engine.Inactive
		for step, state := range a.Steps() {
			if was == engine.Pending && step > last+1 {
				return true, nil
			}
			last, was = step, state
		}
		if was == engine.Pending && last+1 < v.probe.Steps() {
			return true, nil
		}
	}
	return false, nil
}

// kept reports whether an alert was firing at a step at which the expression did not yield it.
func kept(v *visit) (bool, error) {
	for _, a := range v.alerts {
		for step, state := range a.Steps() {
			if _, yielded := a.Value(step); !yielded && state == engine.Firing {
				return true, nil
			}
		}
	}
	return false, nil
}
