// Package template finds templates of alerts that do not parse, or fail whenever they are expanded.
package template

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check is the check. A template that does not parse makes a server refuse the file; of one that fails, the person who is
// paged reads an error message.
var Check = &lint.Check{Name: "template", Doc: doc, Severity: lint.Error, Run: run}

func run(pass *lint.Pass) {
	judge := newJudge()
	for rule := range pass.Rules() {
		if !rule.IsAlert() {
			continue // those of recording rules are not expanded
		}
		for _, pair := range rule.Labels {
			report(pass, rule, "label "+pair.Key.Value, pair.Value, judge)
		}
		for _, pair := range rule.Annotations {
			report(pass, rule, "annotation "+pair.Key.Value, pair.Value, judge)
		}
	}
}

// report reports what is wrong with the template in value; what names the value.
func report(pass *lint.Pass, rule *rulefile.Rule, what string, value rulefile.Scalar, judge *judge) {
	for _, f := range judge.of(value.Value) {
		problem := "does not parse"
		switch {
		case f.garbles:
			problem = "is garbled"
		case f.executes:
			problem = "cannot be expanded"
		}
		d := lint.Diagnostic{
			File:    rule.File,
			Span:    value.Span(f.from, f.to),
			Message: fmt.Sprintf("the %s %s: %s", what, problem, f.message),
		}
		if f.instead != "" {
			if edit, ok := value.Replace(f.from, f.to, f.instead); ok {
				d.Fixes = []lint.Fix{{Message: f.instead, Edits: []rulefile.Edit{edit}}}
			}
		}
		pass.Report(d)
	}
}

// judge finds what is wrong with templates. Most are made of the same few actions, and expanding one is slow, so it
// remembers its verdicts.
type judge struct {
	harmless map[string]bool    // by action, with its braces: it cannot fail, whatever the data
	faults   map[string][]fault // by text
}

func newJudge() *judge {
	return &judge{harmless: map[string]bool{}, faults: map[string][]fault{}}
}

// of returns what is wrong with a template.
func (j *judge) of(text string) []fault {
	if !strings.Contains(text, open) || j.areHarmless(text) {
		return nil
	}
	faults, known := j.faults[text]
	if !known {
		if !isHarmless(text) {
			faults = examine(text)
		}
		j.faults[text] = faults
	}
	return faults
}

// areHarmless tells whether every action of the text is harmless on its own, which those of if and end are not.
func (j *judge) areHarmless(text string) bool {
	for {
		begin := strings.Index(text, open)
		if begin < 0 {
			return true
		}
		length := strings.Index(text[begin:], closing)
		if length < 0 {
			return false
		}
		// Braces inside a string cut the action short; then it does not parse, and is not harmless.
		action := text[begin : begin+length+len(closing)]
		harmless, known := j.harmless[action]
		if !known {
			harmless = isHarmless(action)
			j.harmless[action] = harmless
		}
		if !harmless {
			return false
		}
		text = text[begin+length+len(closing):]
	}
}
