package lint

// Result is what a run found, and what it could not look at.
type Result struct {
	Project  *Project
	Findings []Finding // by file, line, column and check

	// Errors are what could not be read or done: a *rulefile.Error for each part of a file that was not understood, in the
	// order of the files, and then a *CheckError for each check that did not finish. Programs may add what else went wrong.
	Errors []error

	Rules             int      // that were checked
	FilesWithoutRules []string // names of the files that were read but hold no rule
}

// Exit returns the exit code of a program that ran the checks: 2 if something could not be read or done, otherwise 1 if a
// finding is at least as serious as lowest, otherwise 0.
func (r Result) Exit(lowest Severity) int {
	if len(r.Errors) > 0 {
		return 2
	}
	for _, finding := range r.Findings {
		if finding.Severity.AtLeast(lowest) {
			return 1
		}
	}
	return 0
}

// Count returns the number of findings of one severity.
func (r Result) Count(severity Severity) int {
	n := 0
	for _, finding := range r.Findings {
		if finding.Severity == severity {
			n++
		}
	}
	return n
}

// newResult counts the files and their rules and collects their errors. A file with errors is not one "without rules": its
// errors say that it was not understood.
func newResult(project *Project) Result {
	result := Result{Project: project}
	for _, file := range project.Files {
		for _, err := range file.Errors {
			result.Errors = append(result.Errors, err)
		}
		rules := 0
		for range file.Rules() {
			rules++
		}
		if rules == 0 && len(file.Errors) == 0 {
			result.FilesWithoutRules = append(result.FilesWithoutRules, file.Name)
		}
		result.Rules += rules
	}
	return result
}

// add makes findings of what a check reported, but for the files in which it is off.
func (r *Result) add(pass *Pass) {
	for _, d := range pass.found {
		severity, _ := pass.Check.settings(d.File)
		if severity == Off {
			continue
		}
		r.Findings = append(r.Findings, Finding{
			Diagnostic: d,
			Check:      pass.Check.Name,
			Severity:   severity,
			URL:        pass.Check.URL(),
		})
	}
}
