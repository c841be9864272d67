package promtool

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/report"
)

// FileResult is the outcome of one file; report.Files prints them.
type FileResult = report.File

// Run runs test files, as many tests at the same time as there are processors, and returns one result per path, in
// order. What keeps a file from being run is in its result. The error is that of the options, or of ctx.
func Run(ctx context.Context, paths []string, o Options) ([]*FileResult, error) {
	match, err := o.match()
	if err != nil {
		return nil, err
	}
	loader := &Loader{Options: o}
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
			test.Details, test.Cover = o.Details, o.Cover
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

// located returns an error of a test with its position: that of the test, or of a series that a rule writes too.
func located(where string, err error) []error {
	var collisions promtest.CollisionError
	if !errors.As(err, &collisions) {
		return []error{fmt.Errorf("%s: %w", where, err)}
	}
	var all []error
	for _, c := range collisions {
		all = append(all, fmt.Errorf("%s: %v", c.Series.Where, c))
	}
	return all
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
