package lint

import (
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/rules/rulefile"
)

// runEach shows every rule to the checks that look at rules one by one: a rule is analysed once for all of them. Files are
// looked at several at a time, by workers with passes of their own.
func runEach(project *Project, checks []*Check, comments *silences) []*Pass {
	checks = slices.DeleteFunc(slices.Clone(checks), func(c *Check) bool { return c.Each == nil })
	if len(checks) == 0 {
		return nil
	}
	var passes []*Pass
	var next atomic.Int64
	var group errgroup.Group
	for range min(runtime.GOMAXPROCS(0), len(project.Files)) {
		worker := make([]*Pass, len(checks))
		for i, check := range checks {
			worker[i] = newPass(project, check, comments)
		}
		passes = append(passes, worker...)
		group.Go(func() error {
			for i := next.Add(1) - 1; int(i) < len(project.Files); i = next.Add(1) - 1 {
				eachRule(project, project.Files[i], worker)
			}
			return nil
		})
	}
	_ = group.Wait() // the functions return no errors
	return passes
}

// eachRule shows the rules of a file to the checks that are on for it and have not failed.
func eachRule(project *Project, file *rulefile.File, passes []*Pass) {
	var on []*Pass
	for _, pass := range passes {
		if severity, _ := pass.Check.settings(file); severity != Off {
			on = append(on, pass)
		}
	}
	if len(on) == 0 {
		return
	}
	for rule := range file.Rules() {
		analysis := project.Infer().Analyze(rule)
		if project.Timing != nil && analysis.Expr != nil {
			project.Timing.Measure(Inference, func() { analysis.At(analysis.Expr) })
		}
		for _, pass := range on {
			if pass.failure == nil {
				pass.guard(func() { pass.Check.Each(pass, analysis) })
			}
		}
	}
}
