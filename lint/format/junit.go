package format

import (
	"fmt"
	"io"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"github.com/promwright/promwright/internal/inert"
	"github.com/promwright/promwright/lint"
)

// JUnit prints the result in the XML of JUnit, which every CI shows: a suite for each file, in the order of the run. A finding
// is a test that fails, one of level info a test that passes and says something, an error a test that could not be run, and what was not checked one that was skipped. A file
// without any has one test that passes.
func JUnit(w io.Writer, r lint.Result, o Options) error {
	suites := junit.Testsuites{Name: tool}
	for i, file := range byFile(r, o) {
		path := inert.XMLText(file.path)
		suite := junit.Testsuite{Name: path, ID: i, File: path, Time: "0"}
		seen := map[string]int{}
		for _, p := range file.problems {
			test := p.testcase(o)
			if seen[test.Name]++; seen[test.Name] > 1 { // of tests with one name, programs show one
				test.Name = fmt.Sprintf("%s (%d)", test.Name, seen[test.Name])
			}
			suite.AddTestcase(test)
		}
		if len(file.problems) == 0 {
			suite.AddTestcase(junit.Testcase{Name: tool, Classname: path})
		}
		suites.AddSuite(suite)
	}
	return inert.XML(w, suites)
}

// testcase is the problem as a test.
func (p problem) testcase(o Options) junit.Testcase {
	name, first := p.check, p.message
	if p.path != nowhere {
		name = fmt.Sprintf("%s at %s", p.check, p.span.Start)
		first = fmt.Sprintf("%s:%s: %s: %s", p.path, p.span.Start, p.severity, p.message)
	}
	body := inert.XMLText(strings.Join(append([]string{first}, p.details(o)...), "\n"))
	test := junit.Testcase{Name: inert.XMLText(name), Classname: inert.XMLText(p.path)}
	result := &junit.Result{Message: inert.XMLText(p.message), Type: string(p.severity), Data: body}
	switch {
	case p.isError():
		test.Error = result
	case p.finding == nil:
		test.Skipped = result
	case p.severity == lint.Info:
		test.SystemOut = &junit.Output{Data: body}
	default:
		test.Failure = result
	}
	return test
}
