package promtest

import (
	"slices"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// claim is what an expectation says of the state of some instances in [from, to).
type claim struct {
	pick
	state    report.State
	from, to time.Duration // to 0: until the end of the test
	may      bool          // the state is allowed, not wanted
}

// claims returns what all expectations say.
func (test Test) claims() []claim {
	var all []claim
	for _, w := range test.Want {
		all = append(all, w.claims()...)
	}
	return all
}

// allowed returns a function that tells whether an expectation has i in that state.
func (o *outcome) allowed(i *instance) func(step int, s report.State) bool {
	type window struct {
		state       report.State
		first, past int
	}
	var windows []window
	for _, c := range o.claims {
		if c.has(i.alert.Labels) {
			first, past := o.steps(c.from, c.to)
			windows = append(windows, window{c.state, first, past})
		}
	}
	return func(step int, s report.State) bool {
		return slices.ContainsFunc(windows, func(w window) bool {
			return w.state == s && w.first <= step && step < w.past
		})
	}
}

// fillWant notes at the line of an instance what the expectations say of it.
func (o *outcome) fillWant(i *instance) {
	if i.want {
		return
	}
	i.want = true
	i.line.Want = o.wanted(func(p pick) bool { return p.has(i.alert.Labels) })
}

// wanted returns what the expectations say that speak of an instance.
func (o *outcome) wanted(speaks func(pick) bool) []report.Span {
	states := make([]report.State, o.result.Steps)
	for _, c := range o.claims {
		if c.may || !speaks(c.pick) {
			continue
		}
		first, past := o.steps(c.from, c.to)
		for step := first; step < past; step++ {
			states[step] = max(states[step], c.state)
		}
	}
	var spans []report.Span
	for step, s := range states {
		spans = extend(spans, s, step)
	}
	return slices.DeleteFunc(spans, func(s report.Span) bool { return s.State == report.Open })
}
