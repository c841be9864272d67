package promtest

import (
	"fmt"
	"strings"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// NothingElse wants no alert, of any rule of the test, to be pending where no [Pending] expects it, or firing where no
// [Firing] does. [FiresWithin] expects an alert to be pending until it fires and, from Of on, to be firing.
//
//	promtest.NothingElse()               // of all alerts
//	promtest.NothingElse("Down", "Slow") // of these two
func NothingElse(alerts ...string) Exhaustive { return Exhaustive{Alerts: alerts} }

// Exhaustive is what [NothingElse] returns: the other expectations are all there is to say of these alerts.
type Exhaustive struct {
	Alerts []string // none: of every alert of the test
	Where  string   // file:line:col, for reports
}

func (Exhaustive) latest() time.Duration { return 0 }
func (e Exhaustive) where() string       { return e.Where }

func (e Exhaustive) title() string {
	if len(e.Alerts) == 0 {
		return "nothing else"
	}
	return "nothing else of " + strings.Join(e.Alerts, ", ")
}

func (e Exhaustive) picks() []pick {
	if len(e.Alerts) == 0 {
		return []pick{{}}
	}
	var all []pick
	for _, name := range e.Alerts {
		all = append(all, pick{alert: name})
	}
	return all
}

func (Exhaustive) about() string { return "" }
func (e Exhaustive) claims() []claim {
	var all []claim
	for _, p := range e.picks() {
		all = append(all, claim{pick: p, state: report.Inactive})
	}
	return all
}

func (e Exhaustive) validate(v *validation) {
	if len(v.alerts) == 0 {
		v.add("", "NothingElse: no rule defines an alert")
		return
	}
	for _, name := range e.Alerts {
		v.alert("NothingElse", name)
	}
}

func (e Exhaustive) check(o *outcome) {
	for _, i := range o.instances {
		for _, p := range e.picks() {
			if p.has(i.alert.Labels) {
				o.checkNothingElse(i)
				break
			}
		}
	}
}

// checkNothingElse reports the first step at which i is in a state that no expectation has it in.
func (o *outcome) checkNothingElse(i *instance) {
	allowed := o.allowed(i)
	for _, span := range i.line.Got {
		if span.State == report.Inactive {
			continue
		}
		step := span.From
		for step < span.To && allowed(step, span.State) {
			step++
		}
		if step < span.To {
			o.fail(report.Failure{
				Message: fmt.Sprintf("%s%s: want nothing else, is %s at %s", i.line.Name, report.Labels(i.line.Labels),
					span.State, o.time(step)),
				Alerts:  o.lines(i),
				Step:    step,
				Because: o.decided(i, step, span.To),
			})
			return
		}
	}
}
