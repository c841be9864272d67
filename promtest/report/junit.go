package report

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"github.com/promwright/promwright/internal/inert"
)

// JUnit writes the results in the XML of JUnit, which every CI shows: a suite for each file, in order, with a test case for each
// expectation. A failure holds what Text draws of it; a file that could not be run is an error, a test that was not asked for is skipped.
//
// The class name of a case is the file and the test, as some programs know a case by class name and name alone.
func JUnit(w io.Writer, files []*File, o Options) error {
	o.Color, o.ASCII, o.Width = false, false, textWidth
	doc := suites{Testsuites: junit.Testsuites{Name: "rulelint test"}}
	var took time.Duration
	for i, f := range files {
		s := newSuite(f, i, o)
		doc.Suites = append(doc.Suites, s.done())
		doc.Tests += s.Tests
		doc.Errors += s.Errors
		doc.Failures += s.Failures
		doc.Skipped += s.Skipped
		took += s.took
	}
	doc.Time = seconds(took)
	return inert.XML(w, doc)
}

// textWidth is that of text inside other formats, in columns.
const textWidth = 100

// suites, suite and testcase are the elements of the library, but that a case says where it stands.
type suites struct {
	junit.Testsuites
	Suites []suite `xml:"testsuite"`
}

type suite struct {
	Cases []testcase `xml:"testcase"` // first: some programs want what is written to standard error behind them
	junit.Testsuite

	took time.Duration
	seen map[[2]string]int
}

type testcase struct {
	junit.Testcase
	File string `xml:"file,attr,omitempty"`
	Line int    `xml:"line,attr,omitempty"`
}

// newSuite returns the suite of a file.
func newSuite(f *File, id int, o Options) *suite {
	path := inert.XMLText(o.path(f.Path))
	s := &suite{Testsuite: junit.Testsuite{Name: path, ID: id, File: path}, seen: map[[2]string]int{}}
	for _, err := range f.Errors {
		where, message := placeOf(err.Error(), o)
		s.add(path, "can be run", where, 0, func(c *junit.Testcase) { c.Error = result(message, "error", err.Error()) })
	}
	for _, r := range f.Results {
		s.test(path, r, o)
	}
	for _, t := range f.Skipped {
		where, _ := placeOf(t.Where, o)
		s.add(path+": "+t.Name, t.Name, where, 0, func(c *junit.Testcase) { c.Skipped = result("not asked for", "", "") })
	}
	if len(f.Warnings) > 0 {
		s.SystemErr = &junit.Output{Data: inert.XMLText(strings.Join(f.Warnings, "\n"))}
	}
	return s
}

// test adds a case for each expectation of a test, and one for all rules if any could not be evaluated, or nothing was expected.
// The time of the rules is that of no expectation, but of the suite.
func (s *suite) test(path string, r *Result, o Options) {
	class := path + ": " + r.Name
	left := r.Failures
	s.took += r.Took
	for _, a := range r.Assertions {
		where, _ := placeOf(a.Where, o)
		var failures []Failure
		failures, left = left[:a.Failures], left[a.Failures:]
		s.add(class, a.Title, where, a.Took, func(c *junit.Testcase) { c.Failure = failed(r, failures, "failure", o) })
	}
	if len(left) > 0 || len(r.Assertions) == 0 {
		where, _ := placeOf(r.Where, o)
		s.add(class, "rules are evaluated", where, r.Took, func(c *junit.Testcase) { c.Error = failed(r, left, "error", o) })
	}
}

// add adds a case. Of cases with one name, programs show one: the second gets a number.
func (s *suite) add(class, name string, where place, took time.Duration, verdict func(*junit.Testcase)) {
	class, name = inert.XMLText(class), inert.XMLText(name)
	key := [2]string{class, name}
	if s.seen[key]++; s.seen[key] > 1 {
		name = fmt.Sprintf("%s (%d)", name, s.seen[key])
	}
	c := testcase{Testcase: junit.Testcase{Name: name, Classname: class, Time: seconds(took)}, File: inert.XMLText(where.File), Line: where.Line}
	verdict(&c.Testcase)
	s.Testsuite.AddTestcase(c.Testcase)
	s.Cases = append(s.Cases, c)
}

// done returns the suite as it is written.
func (s *suite) done() suite {
	s.Testsuite.Testcases = nil
	s.Time = seconds(s.took)
	return *s
}

// failed is what came of failures, as an element of this kind; nil if there are none.
func failed(r *Result, failures []Failure, kind string, o Options) *junit.Result {
	if len(failures) == 0 {
		return nil
	}
	var messages []error
	for _, f := range failures {
		messages = append(messages, errors.New(f.Message))
	}
	one := *r
	one.Failures = failures
	var text strings.Builder
	_ = Text(&text, &one, o) // a Builder takes everything
	return result(errors.Join(messages...).Error(), kind, text.String())
}

func result(message, kind, data string) *junit.Result {
	return &junit.Result{Message: inert.XMLText(message), Type: kind, Data: inert.XMLText(data)}
}

// seconds is a time as JUnit has it.
func seconds(d time.Duration) string { return fmt.Sprintf("%.6f", d.Seconds()) }
