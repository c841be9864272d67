// Package report holds the results of rule tests as plain data and draws them for people.
//
//	report.Text(os.Stdout, result, report.Options{})      // what failed, and why
//	report.Timelines(os.Stdout, result, report.Options{}) // every alert, failed or not
package report

import "time"

// State is that of an alert at one evaluation step.
type State uint8

const (
	Open      State = iota // nothing is known, or nothing is wanted
	NotFiring              // inactive or pending: what a test wants that only asks what fires
	Inactive               // neither pending nor firing
	Pending                // true, but not yet for as long as the rule asks
	Firing                 // keep_firing_for included
)

// String returns the state as Prometheus names it.
func (s State) String() string {
	return [...]string{"open", "not firing", "inactive", "pending", "firing"}[min(s, Firing)]
}

// Span is a stretch of evaluation steps in one state: From, From+1, ... To-1.
type Span struct {
	State    State
	From, To int
}

// Alert is one instance of an alert over the whole test: a line of a timeline.
type Alert struct {
	Name          string
	Labels        map[string]string // without alertname
	For           time.Duration     // of the rule
	KeepFiringFor time.Duration     // of the rule
	Got           []Span            // every step, in order; nil: there was no such instance
	Want          []Span            // the steps that expectations speak of, in order
	Because       []Value           // of alerts that are shown: what decided where the state changes
}

// Value is what a rule's expression was at one step.
type Value struct {
	Step int
	Text string // "14 < 20, since 30m"
}

// at is its time since the start.
func (v Value) at(r *Result) string { return Time(time.Duration(v.Step) * r.Interval) }

// Failure is an expectation that was not met.
type Failure struct {
	Where   string   // file:line:col of the expectation; empty for tests written in Go
	Message string   // one sentence, lowercase
	Alerts  []*Alert // timelines that show it: the one that failed, then others of the same name
	Step    int      // at which the failure shows first, and Want and Got are compared
	Because []Value  // what decided, in order of time
	Want    []string // what was wanted and not there
	Got     []string // what was there and not wanted
	Lists   *Lists   // of an exact expectation: all that it compared; nil: of another one
}

// Assertion is one expectation of a test, met or not.
type Assertion struct {
	Where    string        // file:line:col; empty for tests written in Go
	Title    string        // what is wanted, on one line: "Down firing from 5m"
	Failures int           // of Result.Failures, those of this assertion; they follow those of the assertions before it
	Took     time.Duration // to check it, without the evaluation of the rules
}

// Result is the outcome of one test.
type Result struct {
	Name       string
	Where      string        // file:line:col of the test; empty for tests written in Go
	Interval   time.Duration // between evaluations
	Steps      int           // evaluations
	Took       time.Duration // to evaluate the rules and check the expectations
	Alerts     []*Alert      // every instance that was ever pending or firing, in the order of the rules
	Assertions []Assertion   // the expectations that were checked, in order; none if a rule could not be evaluated
	Failures   []Failure     // those of rules, or those of the assertions, in their order
	Shown      []*Alert      // the alerts that were to be shown, those included that never were but an expectation names
	Dump       *Dump         // nil: it was not asked for
}

// Passed reports whether every expectation was met.
func (r *Result) Passed() bool { return len(r.Failures) == 0 }

// File is the outcome of one test file.
type File struct {
	Path     string
	Errors   []error   // why it could not be run, each with its position: tests of this file did not run
	Warnings []string  // each with its position
	Skipped  []Skipped // tests that were not asked for
	Results  []*Result // of the tests that ran, in order
}

// Skipped is a test that did not run.
type Skipped struct {
	Name  string
	Where string // file:line:col
}

// Passed reports whether the file could be run and every test of it passed.
func (f *File) Passed() bool {
	if len(f.Errors) > 0 {
		return false
	}
	for _, r := range f.Results {
		if !r.Passed() {
			return false
		}
	}
	return true
}
