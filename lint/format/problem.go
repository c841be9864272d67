package format

import (
	"errors"
	"fmt"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// tool is the name of the program that outputs give.
const tool = "rulelint"

// notRead stands, in formats that have nothing but findings, for the name of a check where a result has an error.
const notRead = "error"

// notChecked is the same for what of a Helm template was not checked.
const notChecked = "not-checked"

// nowhere stands for the path of errors that are in no file, in formats that need one.
const nowhere = "."

// problem is a finding, an error or what was not checked, for formats that put all in one list.
type problem struct {
	check    string // notRead: an error; notChecked: what was not checked
	severity lint.Severity
	message  string
	path     string // nowhere: not in a file
	span     rulefile.Span
	finding  *lint.Finding // nil: none
}

// isError tells whether the problem is an error and no finding.
func (p problem) isError() bool { return p.finding == nil && p.check == notRead }

// problems lists the errors, what was not checked, and then the findings of a result.
func problems(r lint.Result, o Options) []problem {
	all := make([]problem, 0, len(r.Errors)+len(r.Unread)+len(r.Findings))
	for _, err := range r.Errors {
		p := problem{check: notRead, severity: lint.Error, message: err.Error(), path: nowhere}
		var inFile *rulefile.Error
		if errors.As(err, &inFile) {
			p.message, p.path, p.span = inFile.Message, o.path(inFile.File), inFile.Span
		}
		all = append(all, p)
	}
	for _, u := range r.Unread {
		all = append(all, problem{notChecked, lint.Info, unreadMessage(u), o.path(u.File.Name), u.Span, nil})
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		all = append(all, problem{f.Check, f.Severity, f.Message, o.path(f.File.Name), f.Span, f})
	}
	return all
}

// unreadMessage says what was not checked, and why.
func unreadMessage(u lint.Unread) string { return "not checked: " + u.Reason }

// fileProblems is what is wrong in one file, or nowhere.
type fileProblems struct {
	path     string
	problems []problem
}

// byFile returns every file of the result once, in the order of the run, and then what is wrong elsewhere.
func byFile(r lint.Result, o Options) []fileProblems {
	var all []fileProblems
	at := map[string]int{}
	in := func(path string) *fileProblems {
		if _, known := at[path]; !known {
			at[path] = len(all)
			all = append(all, fileProblems{path: path})
		}
		return &all[at[path]]
	}
	for _, file := range r.Project.Files {
		in(o.path(file.Name))
	}
	for _, p := range problems(r, o) {
		file := in(p.path)
		file.problems = append(file.problems, p)
	}
	return all
}

// lines returns the first and the last line of the problem, 1 and 1 where none is known.
func (p problem) lines() (first, last int) {
	first, last = max(p.span.Start.Line, 1), max(p.span.End.Line, 1)
	if last > first && p.span.End.Column == 1 {
		last-- // it ends with a line feed
	}
	return first, max(first, last)
}

// details says, in lines, what the message leaves to the excerpt of a text: the related places, the best fix, the page.
func (p problem) details(o Options) []string {
	if p.finding == nil {
		return nil
	}
	var lines []string
	for _, related := range p.finding.Related {
		path := p.path
		if related.File != nil {
			path = o.path(related.File.Name)
		}
		lines = append(lines, fmt.Sprintf("%s:%s: %s", path, related.Span.Start, related.Message))
	}
	if len(p.finding.Fixes) > 0 {
		label := "fix"
		if p.finding.Fixes[0].Unsafe {
			label = "unsafe fix"
		}
		lines = append(lines, label+": "+p.finding.Fixes[0].Message)
	}
	if p.finding.URL != "" {
		lines = append(lines, p.finding.URL)
	}
	return lines
}
