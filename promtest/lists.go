package promtest

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/promtest/report"
)

// lists returns all that is compared: what is wanted, and what fires, in the same order as far as the labels are the same.
func (a AlertsAt) lists(got []firing) *report.Lists {
	l := &report.Lists{Key: report.ExpAlerts}
	rest := slices.Clone(got)
	slices.SortStableFunc(rest, func(a, b firing) int { return labels.Compare(a.labels, b.labels) })
	for _, e := range a.Want {
		want := a.firing(e)
		l.Want = append(l.Want, want.item())
		if i := slices.IndexFunc(rest, func(f firing) bool { return labels.Equal(f.labels, want.labels) }); i >= 0 {
			l.Got = append(l.Got, rest[i].item())
			rest = slices.Delete(rest, i, i+1)
		}
	}
	for _, f := range rest {
		l.Got = append(l.Got, f.item())
	}
	return l
}

func (f firing) item() report.Item {
	return report.Item{Labels: withoutName(f.labels), Annotations: f.annotations.Map()}
}

// lists returns all that is compared, as [AlertsAt.lists] does.
func (v vector) lists(got []point) *report.Lists {
	l := &report.Lists{Key: report.ExpSamples}
	rest := slices.Clone(got)
	slices.SortStableFunc(rest, func(a, b point) int { return labels.Compare(a.labels, b.labels) })
	for _, want := range v.want {
		l.Want = append(l.Want, want.item())
		if i := slices.IndexFunc(rest, func(p point) bool { return labels.Equal(p.labels, want.labels) }); i >= 0 {
			l.Got = append(l.Got, rest[i].item())
			rest = slices.Delete(rest, i, i+1)
		}
	}
	for _, p := range rest {
		l.Got = append(l.Got, p.item())
	}
	return l
}

func (p point) item() report.Item {
	return report.Item{Series: metricText(p.labels), Value: p.value, Histogram: p.histogram}
}
