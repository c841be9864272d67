package promtool

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/promwright/promwright/promtest"
)

// Options say which tests to run, and how.
type Options struct {
	Run []string // regular expressions, unanchored: only tests whose name one of them matches; none: all. A test without a name is ""

	Details promtest.Details // what the results tell beyond failures

	// Done is called with each result, in order, as soon as it and those before it are complete, by one goroutine at a time; nil:
	// nothing is called.
	Done func(*FileResult)

	// Compat gives promtool's own answers: it accepts in silence what is an error here, and does not see what promtool does not see.
	Compat bool
	// Strict makes every warning an error.
	Strict bool
	// IgnoreUnknownFields accepts fields of rule files that Prometheus does not know. Those of test files are errors all the same.
	IgnoreUnknownFields bool
	Features            promtest.Features // of rules and expressions
	Budget              promtest.Budget   // of each test
	Cover               promtest.Observer // of every test that runs; nil: none
}

// match returns a function that tells whether a test is asked for.
func (o Options) match() (func(string) bool, error) {
	if len(o.Run) == 0 {
		return func(string) bool { return true }, nil
	}
	for _, e := range o.Run {
		if _, err := regexp.Compile(e); err != nil {
			return nil, fmt.Errorf("promtool: run %q: %w", e, err)
		}
	}
	re := regexp.MustCompile("(?:" + strings.Join(o.Run, ")|(?:") + ")")
	return re.MatchString, nil
}
