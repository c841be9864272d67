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
// With "until 2027-01-31" behind the names, the comment ends with that day, UTC (see Settings.Now). A comment may also stand
// inside an expression, where it is a comment of PromQL. The comments of pint do for our checks what they do for pint's.
func Run(project *Project, checks []*Check) Result {
	var on []*Check
	for _, check := range checks {
		if check.runsOn(project) {
			on = append(on, check)
		}
	}
	comments := newSilences(project)
	if project.Timing != nil {
		project.Timing.Measure(Inference, func() { project.Infer() }) // by itself, not for the check that asks first
	}
	passes := append(runWhole(project, on, comments), runEach(project, on, comments)...)

	result := newResult(project)
	finished := map[string]*Check{} // by name: those that ran to their end
	for _, check := range checks {
		finished[check.Name] = check
	}
	for _, pass := range passes {
		result.add(pass)
		if pass.failure != nil && finished[pass.Check.Name] != nil {
			result.Errors = append(result.Errors, pass.failure)
			delete(finished, pass.Check.Name)
		}
	}
	result.Findings = comments.silence(project, checks, finished, result.Findings)
	slices.SortFunc(result.Findings, compare)
	result.Findings = slices.CompactFunc(result.Findings, same)
	return result
}

// runWhole runs the checks of whole projects.
func runWhole(project *Project, checks []*Check, comments *silences) []*Pass {
	var passes []*Pass
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, check := range checks {
		if check.Run == nil {
			continue
		}
		pass := newPass(project, check, comments)
		passes = append(passes, pass)
		group.Go(func() error {
			pass.guard(func() { check.Run(pass) })
			return nil
		})
	}
	_ = group.Wait() // the functions return no errors: a failing check must not hide another's findings
	return passes
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

// guard calls part of a check. A panic becomes the failure of the pass.
func (p *Pass) guard(part func()) {
	defer func() {
		if cause := recover(); cause != nil {
			p.failure = &CheckError{Check: p.Check.Name, Cause: cause, Stack: debug.Stack()}
		}
	}()
	p.Project.Timing.Measure(p.Check.Name, part)
}
