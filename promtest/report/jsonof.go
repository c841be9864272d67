package report

import (
	"strconv"
	"time"
)

// newJSONFile lays a file out.
func newJSONFile(f *File, o Options) jsonFile {
	out := jsonFile{
		Path: o.path(f.Path), Passed: f.Passed(),
		Errors: []jsonMessage{}, Warnings: []jsonMessage{}, Skipped: []jsonSkipped{}, Tests: []jsonTest{},
	}
	for _, err := range f.Errors {
		where, message := placeOf(err.Error(), o)
		out.Errors = append(out.Errors, jsonMessage{message, where})
	}
	for _, warning := range f.Warnings {
		where, message := placeOf(warning, o)
		out.Warnings = append(out.Warnings, jsonMessage{message, where})
	}
	for _, t := range f.Skipped {
		where, _ := placeOf(t.Where, o)
		out.Skipped = append(out.Skipped, jsonSkipped{t.Name, where})
	}
	for _, r := range f.Results {
		out.Tests = append(out.Tests, newJSONTest(r, o))
	}
	return out
}

func newJSONTest(r *Result, o Options) jsonTest {
	where, _ := placeOf(r.Where, o)
	out := jsonTest{
		Name: r.Name, place: where, Passed: r.Passed(), Seconds: r.Took.Seconds(), Interval: Time(r.Interval), Evaluations: r.Steps,
		Expectations: []jsonExpectation{}, Alerts: []jsonAlert{},
	}
	left := r.Failures
	for _, a := range r.Assertions {
		where, _ := placeOf(a.Where, o)
		out.Expectations = append(out.Expectations, jsonExpectation{
			a.Title, where, a.Failures == 0, a.Took.Seconds(), newJSONFailures(r, left[:a.Failures], o),
		})
		left = left[a.Failures:]
	}
	out.Failures = newJSONFailures(r, left, o)
	for _, a := range r.Alerts {
		out.Alerts = append(out.Alerts, newJSONAlert(r, a))
	}
	for _, a := range r.Shown {
		if len(a.Got) == 0 { // the others are among the alerts
			out.Alerts = append(out.Alerts, newJSONAlert(r, a))
		}
	}
	if r.Dump != nil {
		out.Dump = newJSONDump(r.Dump)
	}
	return out
}

func newJSONDump(d *Dump) *jsonDump {
	out := &jsonDump{[]jsonSeries{}, []jsonTiming{}}
	for _, s := range d.Series {
		out.Series = append(out.Series, jsonSeries{s.Metric, s.Recorded, Time(s.Every), s.Values})
	}
	for _, t := range d.Rules {
		out.Rules = append(out.Rules, jsonTiming{t.Rules, t.Took.Seconds()})
	}
	return out
}

func newJSONFailures(r *Result, failures []Failure, o Options) []jsonFailure {
	out := []jsonFailure{}
	for _, f := range failures {
		where, _ := placeOf(f.Where, o)
		failure := jsonFailure{
			Message: f.Message, place: where, At: Time(time.Duration(f.Step) * r.Interval), Because: newJSONValues(r, f.Because),
			Want: append([]string{}, f.Want...), Got: append([]string{}, f.Got...),
		}
		if f.Lists != nil {
			failure.Expected, failure.Actual = newJSONItems(f.Lists.Want), newJSONItems(f.Lists.Got)
		}
		out = append(out, failure)
	}
	return out
}

func newJSONValues(r *Result, values []Value) []jsonValue {
	out := []jsonValue{}
	for _, v := range values {
		out = append(out, jsonValue{v.at(r), v.Text})
	}
	return out
}

func newJSONItems(items []Item) []jsonItem {
	out := []jsonItem{}
	for _, i := range items {
		item := jsonItem{Labels: i.Labels, Annotations: i.Annotations, Series: i.Series, Histogram: i.Histogram}
		if i.Series != "" && i.Histogram == "" {
			item.Value = strconv.FormatFloat(i.Value, 'g', -1, 64)
		}
		out = append(out, item)
	}
	return out
}

func newJSONAlert(r *Result, a *Alert) jsonAlert {
	labels := a.Labels
	if labels == nil {
		labels = map[string]string{}
	}
	return jsonAlert{
		a.Name, labels, Time(a.For), Time(a.KeepFiringFor),
		newJSONSpans(r, a.Got, Inactive), newJSONSpans(r, a.Want, Open), newJSONValues(r, a.Because),
	}
}

// newJSONSpans lists spans but for those of one state.
func newJSONSpans(r *Result, spans []Span, but State) []jsonSpan {
	out := []jsonSpan{}
	for _, s := range spans {
		if s.State != but {
			out = append(out, jsonSpan{s.State.String(), Time(time.Duration(s.From) * r.Interval), Time(time.Duration(s.To) * r.Interval)})
		}
	}
	return out
}
