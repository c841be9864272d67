package promtool

import (
	"context"
	"fmt"
	"regexp"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/report"
)

// Options say which tests to run.
type Options struct {
	Run []string // regular expressions, unanchored: only tests whose name one of them matches; none: all. A test without a name is ""

	Details promtest.Details // what the results tell beyond failures

	// Done is called with each result, in order, as soon as it and those before it are complete, by one goroutine at a time; nil:
	// nothing is called.
	Done func(*FileResult)
}

// FileResult is the outcome of one file; report.Files prints them.
type FileResult = report.File

// Run runs test files, as many tests at the same time as there are processors, and returns one result per path, in
// order. What keeps a file from being run is in its result. The error is that of the options, or of ctx.
func Run(ctx context.Context, paths []string, o Options) ([]*FileResult, error) {
	match, err := o.match()
	if err != nil {
		return nil, err
	}
	loader := &Loader{}
	results := make([]*FileResult, len(paths))
	jobs := make([][]promtest.Test, len(paths))
	var load errgroup.Group
	load.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		load.Go(func() error {
			results[i], jobs[i] = plan(loader, path, match)
			return nil
		})
	}
	_ = load.Wait() // of functions that return nil
	var run errgroup.Group
	run.SetLimit(runtime.GOMAXPROCS(0))
	queue := newQueue(results, jobs, o.Done)
	for i, tests := range jobs {
		for j, test := range tests {
			test.Details = o.Details
			run.Go(func() error {
				result, err := test.Eval(ctx)
				queue.finish(i, j, result, err)
				return nil
			})
		}
	}
	_ = run.Wait()
	return results, ctx.Err()
}

// plan loads a file and picks its tests.
func plan(l *Loader, path string, match func(string) bool) (*FileResult, []promtest.Test) {
	result := &FileResult{Path: path}
	file, err := l.Load(path)
	if file != nil {
		result.Warnings = file.Warnings
	}
	if err != nil {
		if all, ok := err.(Errors); ok {
			result.Errors = all
		} else {
			result.Errors = []error{err}
		}
		return result, nil
	}
	var tests []promtest.Test
	for i, t := range file.Tests {
		asked := match(t.Name)
		if t.Name == "" {
			t.Name = fmt.Sprintf("unnamed#%d", i)
		}
		if !asked {
			result.Skipped = append(result.Skipped, report.Skipped{Name: t.Name, Where: t.Where})
			continue
		}
		tests = append(tests, t)
	}
	return result, tests
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
