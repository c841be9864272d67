package cover

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/term"

	"github.com/promwright/promwright/promtest"
)

// Main runs the tests of a package, tells what they cover of the rules, and ends the process: with exit code 1 if they passed and
// cover less than min percent of the branches. It prints the total; with go test -v, or where the total is too low, all of the
// report. Where only some of the tests run, as with go test -run, nothing is asked of them.
//
//	func TestMain(m *testing.M) { cover.Main(m, 100) }
func Main(m *testing.M, min float64) {
	suite := New()
	promtest.ObserveAll(suite)
	code := m.Run()
	promtest.ObserveAll(nil)
	r := suite.Report()
	if len(r.Rules) > 0 {
		code = conclude(r, min, code)
	}
	os.Exit(code)
}

// conclude prints a report and returns the exit code.
func conclude(r *Report, min float64, code int) int {
	err := r.Check(min)
	if partial() {
		err = nil
	}
	if err == nil && !testing.Verbose() {
		fmt.Println(r.Total())
		return code
	}
	if printed := r.Text(os.Stdout, TextOptions{Color: term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("NO_COLOR") == ""}); printed != nil {
		err = printed
	}
	if err != nil {
		fmt.Println(err)
		code = max(code, 1)
	}
	return code
}

// partial reports whether go test was asked for less than all tests.
func partial() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" {
			return true
		}
	}
	return false
}

// Require fails the test if less than min percent of the branches were seen so far, and shows which were not.
func (s *Suite) Require(t testing.TB, min float64) {
	t.Helper()
	r := s.Report()
	err := r.Check(min)
	if err == nil {
		return
	}
	var out strings.Builder
	_ = r.Text(&out, TextOptions{}) // a Builder takes everything
	t.Errorf("%v\n%s", err, out.String())
}
