package fix

import (
	"errors"
	"fmt"
	"slices"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// attempt is what a pass tries to do with a file.
type attempt struct {
	*state
	fixes []*candidate
	file  *rulefile.File // with the fixes made
}

// pass makes one round of fixes and returns whether there was anything to try.
//
// All files are fixed first, and then the project is linted once: that run says which fixes did not work and is, if all
// have, the beginning of the next pass.
func (r *run) pass() bool {
	before := byFile(r.result)
	var attempts []*attempt
	for _, s := range r.states {
		chosen := s.choose(before[s.now], r.options)
		if len(chosen) > 0 {
			attempts = append(attempts, &attempt{state: s, fixes: s.fit(nil, chosen)})
		}
	}
	r.passes++
	for slices.ContainsFunc(attempts, func(a *attempt) bool { return len(a.fixes) > 0 }) {
		after := lint.Run(r.try(attempts), r.checks)
		if r.takeBack(attempts, before, after) {
			continue
		}
		for _, a := range attempts {
			if len(a.fixes) > 0 {
				a.commit(a.file, a.fixes, r.passes)
			}
		}
		r.result = after
		break
	}
	return len(attempts) > 0
}

// try returns the project with the fixes made.
func (r *run) try(attempts []*attempt) *lint.Project {
	project := r.project()
	at := map[*state]int{}
	for i, s := range r.states {
		at[s] = i
	}
	for _, a := range attempts {
		file, reason := a.apply(a.fixes)
		if reason != "" { // fewer fixes than what was known to fit
			a.fixes = a.fit(nil, a.fixes)
			file, _ = a.apply(a.fixes)
		}
		a.file = file
		project.Files[at[a.state]] = file
	}
	return project
}

// takeBack drops the fixes that did not work, and tells whether there were any.
func (r *run) takeBack(attempts []*attempt, before map[*rulefile.File][]lint.Finding, after lint.Result) bool {
	if reason := failure(r.result, after); reason != "" {
		dropped := false
		for _, a := range attempts {
			for _, c := range a.fixes {
				a.reject(c, reason)
				dropped = true
			}
			a.fixes = nil
		}
		return dropped
	}
	found := byFile(after)
	dropped := false
	for _, a := range attempts {
		if len(a.fixes) == 0 {
			continue
		}
		dropped = newVerdict(a, before[a.now], found[a.file]).drop() || dropped
	}
	return dropped
}

// failure says which check did not finish after the fixes but did before.
func failure(before, after lint.Result) string {
	failed := map[string]bool{}
	for _, err := range before.Errors {
		var e *lint.CheckError
		if errors.As(err, &e) {
			failed[e.Check] = true
		}
	}
	for _, err := range after.Errors {
		var e *lint.CheckError
		if errors.As(err, &e) && !failed[e.Check] {
			return fmt.Sprintf("check %s fails after it: %v", e.Check, e.Cause)
		}
	}
	return ""
}
