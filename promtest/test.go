package promtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

// Test is one scenario: rules, the series they read, and the alerts that must come of it.
type Test struct {
	Name   string
	Rules  rules.Source // nil: no rules, for tests of expressions alone
	Series []Series
	Cover  Observer // of what the test goes through; nil: the one of [ObserveAll], if any

	Interval time.Duration // between evaluations, and the step of subqueries that name none; 0: 1m
	Scrape   time.Duration // between samples of a series; 0: Interval
	Start    time.Time     // zero: the Unix epoch, 1970-01-01T00:00:00Z
	// End of the test since Start; the last evaluation is the last one at or before it. 0: the latest time that an
	// expectation or a finite timeline mentions.
	End time.Duration

	ExternalLabels Labels   // for templates, $externalLabels
	ExternalURL    string   // for templates, $externalURL
	GroupOrder     []string // groups that run first, in this order; the others follow their dependencies

	Want []Expectation

	Budget Budget // what Eval may use; zero: no bound
	// Features that Prometheus has behind flags, and that the rules need. Zero: none, as by default.
	Features Features
	// Compat repeats the blind spots of promtool: series that rules write too are accepted, expressions do not see samples after the
	// last evaluation and read 10,000 at most, externalURL fails in templates, and what fails before a rule does is reported too.
	Compat bool

	Where   string  // file:line:col of a test read from a file, for reports
	Details Details // what the result tells beyond failures
}

// Series is a time series that the rules read.
type Series struct {
	Metric   string // name and labels as PromQL writes them: up{job="api"}
	Timeline Timeline
	Where    string // file:line:col of a series read from a file, for messages

	Scrape time.Duration // between its samples; 0: Scrape of the test
	Offset time.Duration // of the first scrape; the timeline begins at 0 all the same
	Jitter time.Duration // by which a scrape may be late, at random, in whole milliseconds; less than Scrape
	Seed   uint64        // of Jitter: series with the same seed are late together, as those of one target are
}

// Budget bounds what a test may use, so that a rule that explodes is an error of its test, which names it, and other tests go on. The
// error is a [*BudgetError]. Zero fields do not bound.
type Budget struct {
	// Samples bounds the samples that one query holds at a time, and those that all series and alert histories hold together.
	Samples int64
	// Time bounds the evaluation of the rules and the queries of the expectations together.
	Time time.Duration
	// Memory bounds an estimate, in bytes, of what series, alert histories and results of queries take; not of what PromQL holds
	// while it evaluates a query.
	Memory int64
}

// BudgetError says which bound of its Budget a test has exceeded, evaluating which rule, at which step.
type BudgetError = engine.BudgetError

// Labels are label names and values; as the Labels of an expectation they must be among those of the alert.
type Labels map[string]string

// Result is the outcome of a test; package report draws it.
type Result = report.Result

const (
	defaultInterval = time.Minute
	longestDefault  = 366 * 24 * time.Hour // End may be longer, but only if it is given
)

// Run evaluates the test and reports everything that is not as expected, drawn as timelines. With go test -v it
// also logs the timeline of every alert.
func (test Test) Run(t testing.TB) {
	t.Helper()
	result, err := test.Eval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if testing.Testing() && testing.Verbose() {
		report.Timelines(&out, result, report.Options{})
		t.Logf("\n%s", out.String())
		out.Reset()
	}
	if !result.Passed() {
		report.Text(&out, result, report.Options{})
		t.Errorf("\n%s", out.String())
	}
}

// Eval evaluates the test. The error is that of a test that says nothing: rules that do not build, broken
// timelines, expectations of alerts that no rule defines; all of them at once. What is not as expected is in
// the Result.
func (test Test) Eval(ctx context.Context) (*Result, error) {
	p, err := test.prepare()
	if err != nil {
		return nil, fmt.Errorf("promtest: test %s: %w", test.title(), err)
	}
	result, err := p.run(ctx)
	if err != nil {
		return nil, fmt.Errorf("promtest: test %s: %w", test.title(), err)
	}
	return result, nil
}

// Validate returns the error that [Test.Eval] would return for the test itself, without evaluating it. What is wrong with an
// expectation is an [*ExpectationError] in it.
func (test Test) Validate() error {
	_, err := test.prepare()
	return err
}

// title names the test in messages.
func (test Test) title() string {
	switch {
	case test.Name != "":
		return test.Name
	case test.Where != "":
		return test.Where
	}
	return "without a name"
}

// interval returns the time between evaluations.
func (test Test) interval() time.Duration {
	if test.Interval == 0 {
		return defaultInterval
	}
	return test.Interval
}

// scrape returns the time between samples.
func (test Test) scrape() time.Duration {
	if test.Scrape == 0 {
		return test.interval()
	}
	return test.Scrape
}

// end returns how long the test lasts.
func (test Test) end() (time.Duration, error) {
	if test.End != 0 {
		return test.End, nil
	}
	var end time.Duration
	for _, w := range test.Want {
		if w != nil {
			end = max(end, w.latest())
		}
	}
	for _, s := range test.Series {
		if d, ok := s.Timeline.length(s.schedule(test.scrape())); ok {
			end = max(end, d)
		}
	}
	switch {
	case end > longestDefault:
		return 0, fmt.Errorf("the longest timeline lasts %v: set End", end)
	case end == 0 && test.overTime():
		return 0, errors.New("nothing says how long the test lasts: set End, or a time in an expectation or a timeline")
	}
	return end, nil
}

// overTime reports whether an expectation speaks of more than an instant.
func (test Test) overTime() bool {
	for _, w := range test.Want {
		switch w.(type) {
		case nil, Samples, ExactSamples, AlertsAt:
		default:
			return true
		}
	}
	return false
}
