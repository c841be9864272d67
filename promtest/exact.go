package promtest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/promtest/report"
)

// firing is an instance as AlertsAt compares it.
type firing struct{ labels, annotations labels.Labels }

// check compares the instances that fire at the last evaluation at or before At with those wanted, as multisets.
func (a AlertsAt) check(o *outcome) {
	step := o.run.Step(a.At)
	var got []firing
	var seen []*instance
	for _, i := range o.instances {
		if i.line.Name != a.Alert || a.Group != "" && i.alert.Group.Name != a.Group {
			continue
		}
		seen = append(seen, i)
		if i.state(step) != report.Firing {
			continue
		}
		annotations, err := i.alert.Annotations(step)
		if err != nil {
			o.fail(report.Failure{Step: step, Message: fmt.Sprintf("%s%s: %v", a.Alert, report.Labels(i.line.Labels), err)})
			return
		}
		got = append(got, firing{i.alert.Labels, annotations})
	}
	missing, extra := a.diff(got)
	if len(missing)+len(extra) == 0 {
		return
	}
	f := report.Failure{
		Message: fmt.Sprintf("%s at %s: %s", a.Alert, report.Time(a.At), wantGot(len(a.Want), len(got), "firing", others(missing, extra))),
		Step:    step,
		Want:    describe(missing, extra, false),
		Got:     describe(extra, missing, true),
		Lists:   a.lists(got),
	}
	if len(seen) == 0 {
		var main *report.Alert
		main, f.Because = o.absent(pick{alert: a.Alert}, step)
		f.Alerts = []*report.Alert{main}
	} else {
		f.Alerts = o.lines(seen...)
		f.Because = o.because(*seen[0].alert.Rule, seen[0], seen[0].alert.Labels, []int{step})
	}
	o.fail(f)
}

// wantGot says how many were wanted and came; where those are as many, in what they differ.
func wantGot(want, got int, what, others string) string {
	text := fmt.Sprintf("want %d %s, got %d", want, what, got)
	if want == got {
		text += " with other " + others
	}
	return text
}

// diff returns what is wanted and not there, and what is there and not wanted.
func (a AlertsAt) diff(got []firing) (missing, extra []firing) {
	extra = slices.Clone(got)
	for _, want := range a.Want {
		w := a.firing(want)
		i := slices.IndexFunc(extra, func(f firing) bool {
			return labels.Equal(f.labels, w.labels) && labels.Equal(f.annotations, w.annotations)
		})
		if i < 0 {
			missing = append(missing, w)
			continue
		}
		extra = slices.Delete(extra, i, i+1)
	}
	return missing, extra
}

// firing returns a wanted instance as it is compared.
func (a AlertsAt) firing(e ExactAlert) firing {
	return firing{a.labels(e.Labels), labels.FromMap(e.Annotations)}
}

// labels returns those of an instance as they are compared: alertname is that of the expectation, whatever they say. An empty one stays:
// no alert has it, which promtool holds against the test.
func (a AlertsAt) labels(with Labels) labels.Labels {
	all := map[string]string{}
	maps.Copy(all, with)
	all[labels.AlertName] = a.Alert
	return labels.FromMap(all)
}

// describe prints alerts, sorted; of one whose labels are among the others' it prints the annotations that differ, quoted where
// only space does. Of those that came it says where long ones begin to differ.
func describe(alerts, others []firing, came bool) []string {
	slices.SortFunc(alerts, func(a, b firing) int { return labels.Compare(a.labels, b.labels) })
	var out []string
	for _, f := range alerts {
		text := cmp.Or(report.Labels(withoutName(f.labels)), "{}")
		var twin firing
		if i := slices.IndexFunc(others, func(g firing) bool { return labels.Equal(f.labels, g.labels) }); i >= 0 {
			twin = others[i]
		}
		f.annotations.Range(func(l labels.Label) {
			if !twin.annotations.Has(l.Name) || twin.annotations.Get(l.Name) != l.Value {
				other := twin.annotations.Get(l.Name)
				text += "\n" + l.Name + ": " + annotation(l.Value, other)
				if note := difference(l.Value, other); came && note != "" {
					text += "\n  (" + note + ")"
				}
			}
		})
		twin.annotations.Range(func(l labels.Label) {
			if !f.annotations.Has(l.Name) {
				text += "\n" + l.Name + ": none"
			}
		})
		out = append(out, text)
	}
	return out
}
