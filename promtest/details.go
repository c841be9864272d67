package promtest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/promtest/report"
)

// details are what Pending and Firing want of an instance beside its state.
type details struct {
	annotations, match Labels
	value              *float64
	within             float64
}

// differ is how an instance is not as wanted: lines of what was wanted, and of what was there instead.
type differ struct {
	step      int
	what      string // other annotations, another value
	want, got []string
}

// checkDetails adds a failure unless one of the instances, which are in the wanted state, has the details.
func (s stretch) checkDetails(o *outcome, instances []*instance, first, past int) {
	var failure *report.Failure
	for _, i := range instances {
		d := s.wrong(i, first, past)
		if len(d.want) == 0 {
			return
		}
		if failure == nil || len(d.want) < len(failure.Want) {
			failure = &report.Failure{
				Message: fmt.Sprintf("%s%s: want %s at %s", s.alert, report.Labels(i.line.Labels), d.what, o.time(d.step)),
				Alerts:  o.lines(i),
				Step:    d.step,
				Want:    d.want,
				Got:     d.got,
			}
		}
	}
	o.fail(*failure)
}

// wrong returns what i has otherwise than wanted: annotations at the first step, then its value.
func (s stretch) wrong(i *instance, first, past int) differ {
	d := differ{step: first, what: "other annotations"}
	s.details.wrongAnnotations(i, &d)
	step, got, ok := s.wrongValue(i, first, past)
	if !ok {
		return d
	}
	if len(d.want) == 0 {
		d.step, d.what = step, "another value"
	}
	d.want = append(d.want, "value: "+s.details.valueText())
	d.got = append(d.got, "value: "+exactNumber(got))
	return d
}

// wrongAnnotations adds the annotations that i has not, or not so.
func (d details) wrongAnnotations(i *instance, out *differ) {
	if len(d.annotations)+len(d.match) == 0 {
		return
	}
	have, err := i.alert.Annotations(out.step)
	note := func(name, want string, ok bool) {
		switch {
		case err != nil:
			out.got = append(out.got, err.Error())
		case ok:
			return
		case !have.Has(name):
			out.got = append(out.got, name+": none")
		default:
			out.got = append(out.got, name+": "+have.Get(name))
		}
		out.want = append(out.want, want)
	}
	for _, name := range slices.Sorted(maps.Keys(d.annotations)) {
		want := d.annotations[name]
		note(name, name+": "+want, have.Get(name) == want)
	}
	matchers, _ := patterns(d.match)
	for _, m := range matchers {
		note(m.Name, m.Name+" =~ "+strconv.Quote(m.Value), matches(m, have))
	}
}

func matches(m *labels.Matcher, in labels.Labels) bool { return m.Matches(in.Get(m.Name)) }

// wrongValue returns the first step at which i is in the state with another value than wanted; false if there is none.
func (s stretch) wrongValue(i *instance, first, past int) (step int, got float64, ok bool) {
	if s.details.value == nil {
		return 0, 0, false
	}
	for step := first; step < past; step++ {
		v, yielded := i.alert.Value(step)
		if yielded && i.state(step) == s.state && !near(*s.details.value, v, s.details.within, 0) {
			return step, v, true
		}
	}
	return 0, 0, false
}

func (d details) valueText() string {
	text := exactNumber(*d.value)
	if d.within > 0 {
		text += " ± " + exactNumber(d.within)
	}
	return text
}

// near reports whether got is want, or off by at most within, or by at most that ratio of want. NaN is NaN.
func near(want, got, within, ratio float64) bool {
	off := math.Abs(want - got)
	return want == got || math.IsNaN(want) && math.IsNaN(got) || off <= within || off <= ratio*math.Abs(want) && !math.IsInf(want, 0)
}

func exactNumber(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
