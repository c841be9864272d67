package promtest

import (
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/promtest/report"
)

// collisions returns an error for each series of the test that a rule has written too: what it holds is then neither what the test
// says nor what the rules do. Under Compat there is none.
func (o *outcome) collisions() error {
	if o.test.Compat {
		return nil
	}
	var errs []error
	for _, c := range o.run.Collisions() {
		s := o.given(c.Series)
		errs = append(errs, fmt.Errorf("%s%s at %s", at(s.Where), written(s, c), report.Time(time.Duration(c.Step)*o.result.Interval)))
	}
	return errors.Join(errs...)
}

// clash points a failure of a rule that writes a series of the test with another value at that series.
func (o *outcome) clash(e *engine.RuleError, f *report.Failure) {
	if o.test.Compat || !refused(e.Err) {
		return
	}
	for _, c := range o.run.Collisions() {
		if c.Rule == e.Rule {
			s := o.given(c.Series)
			f.Message = fmt.Sprintf("%s and has another value at %s: %v", written(s, c), report.Time(e.After), e.Err)
			if s.Where != "" {
				f.Where = s.Where
			}
			return
		}
	}
}

// refused reports whether a sample could not be stored beside those that are there.
func refused(err error) bool {
	return errors.Is(err, storage.ErrDuplicateSampleForTimestamp) || errors.Is(err, storage.ErrOutOfOrderSample)
}

// given returns the series of the test with these labels.
func (o *outcome) given(metric labels.Labels) Series {
	for _, s := range o.test.Series {
		if l, err := parseMetric(s.Metric); err == nil && labels.Equal(l, metric) {
			return s
		}
	}
	return Series{Metric: metric.String()}
}

func written(s Series, c engine.Collision) string {
	kind := "record"
	if c.Rule.Alert != "" {
		kind = "alert"
	}
	return fmt.Sprintf("series %s is given, but %s %s (%s) writes it too", s.Metric, kind, c.Rule.Name(), c.Rule.At)
}

// at returns a position as the start of a message.
func at(where string) string {
	if where == "" {
		return ""
	}
	return where + ": "
}
