package lint

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Run runs every check that is not Off once over the project, several at a time, and returns the same result in every run.
//
// Findings that a comment names are left out:
//
//	expr: up == 0 # rulelint:ignore NAME[, NAME] -- reason    this line, and the value that begins in it
//	# rulelint:ignore NAME -- reason                          above a line: that line, and the rule, group or value that begins in it
//	# rulelint:ignore-file NAME -- reason                     the whole file
//
// With "until 2027-01-31" behind the names, the comment ends with that day, UTC (see Project.Now). A comment may also stand
// inside an expression, where it is a comment of PromQL. The comments of pint do for our checks what they do for pint's.
func Run(project *Project, checks []*Check) Result {
	passes := make([]*Pass, len(checks))
	failures := make([]error, len(checks))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, check := range checks {
		passes[i] = &Pass{Check: check, Options: check.Options, Project: project}
		if check.Run != nil && check.runsOn(project) {
			group.Go(func() error {
				failures[i] = runOne(passes[i])
				return nil
			})
		}
	}
	_ = group.Wait() // the functions return no errors: a failing check must not hide another's findings

	result := newResult(project)
	finished := map[string]*Check{} // by name: those that ran to their end
	for i, pass := range passes {
		result.add(pass)
		if failures[i] != nil {
			result.Errors = append(result.Errors, failures[i])
			continue
		}
		finished[pass.Check.Name] = pass.Check
	}
	result.Findings = silence(project, checks, finished, result.Findings)
	slices.SortFunc(result.Findings, compare)
	result.Findings = slices.CompactFunc(result.Findings, same)
	return result
}

// CheckError tells that a check did not finish; what it had found until then is in the result.
type CheckError struct {
	Check string
	Cause any    // what it panicked with
	Stack []byte // where, for the report of the bug
}

// Error returns one line.
func (e *CheckError) Error() string {
	return fmt.Sprintf("lint: check %s failed, which is a bug in it: %v", e.Check, e.Cause)
}

// runOne runs the check of a pass and returns its panic, if it did, as a *CheckError.
func runOne(pass *Pass) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &CheckError{Check: pass.Check.Name, Cause: cause, Stack: debug.Stack()}
		}
	}()
	pass.Check.Run(pass)
	return nil
}
