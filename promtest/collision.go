package promtest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

// Collision is a series of a test that a rule has written too: what it holds is then neither what the test says nor what the rule does.
type Collision struct {
	Series Series
	Rule   *rules.PlainRule
	At     time.Duration // of the first evaluation that wrote it, since the start
}

// String returns what is wrong, without the position of the series.
func (c Collision) String() string { return c.text("writes it too") }

func (c Collision) text(does string) string {
	kind := "record"
	if c.Rule.Alert != "" {
		kind = "alert"
	}
	where := ""
	if c.Rule.At != "" {
		where = " (" + c.Rule.At + ")"
	}
	return fmt.Sprintf("series %s is given, but %s %s%s %s at %s", c.Series.Metric, kind, c.Rule.Name(), where, does, report.Time(c.At))
}

// CollisionError is every collision of a test, by series.
type CollisionError []Collision

// Error returns one line for each collision.
func (e CollisionError) Error() string {
	var lines []string
	for _, c := range e {
		line := c.String()
		if c.Series.Where != "" {
			line = c.Series.Where + ": " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// collisions returns a CollisionError if rules have written series of the test; under Compat it returns none.
func (o *outcome) collisions() error {
	var all CollisionError
	for _, c := range o.run.Collisions() {
		all = append(all, o.collision(c))
	}
	if len(all) == 0 || o.test.Compat {
		return nil
	}
	return all
}

func (o *outcome) collision(c engine.Collision) Collision {
	return Collision{o.given(c.Series), c.Rule, time.Duration(c.Step) * o.result.Interval}
}

// clash points a failure of a rule that writes a series of the test with another value at that series.
func (o *outcome) clash(e *engine.RuleError, f *report.Failure) {
	if o.test.Compat || !refused(e.Err) {
		return
	}
	for _, c := range o.run.Collisions() {
		if c.Rule == e.Rule {
			found := o.collision(c)
			found.At = e.After
			f.Message = found.text("writes another value")
			if found.Series.Where != "" {
				f.Where = found.Series.Where
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
