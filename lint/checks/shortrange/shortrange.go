// Package shortrange finds rates over ranges that hold too few samples.
package shortrange

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rates over ranges that hold too few samples.
var Check = &lint.Check{
	Name:     "shortrange",
	Doc:      doc,
	Severity: lint.Warning,
	Options:  &Options{Samples: 4},
	Run:      run,
}

// Options configures the check.
type Options struct {
	Samples int // that the range of a rate must hold
}

// habit is how many rules of a file may have the same short range before it is one finding for all of them.
const habit = 5

func run(pass *lint.Pass) {
	for _, file := range pass.Project.Files {
		found := map[key][]*short{}
		var order []*short
		for rule := range file.Rules() {
			for _, s := range shortRanges(pass, rule) {
				found[s.key] = append(found[s.key], s)
				order = append(order, s)
			}
		}
		for _, s := range order {
			switch all := found[s.key]; {
			case len(all) <= habit:
				report(pass, s)
			case s == all[0]:
				report(pass, s, all[1:]...)
			}
		}
	}
}

// report reports the ranges of a rule, and with them equal ones of other rules of the file.
func report(pass *lint.Pass, s *short, others ...*short) {
	samples := "samples"
	if s.need == 1 {
		samples = "sample"
	}
	d := lint.Diagnostic{
		File: s.rule.File,
		Span: s.rule.NodeSpan(s.at[0]),
		Message: fmt.Sprintf("range %s holds fewer than %d %s: %d at %s",
			print(s.length), s.need, samples, s.length/s.from.interval, s.from.phrase),
		Fixes: widen(time.Duration(s.need)*s.from.interval, append([]*short{s}, others...)),
	}
	if len(others) > 0 {
		d.Message += fmt.Sprintf("; so do those of %d more rules of this file", len(others))
	}
	for _, other := range s.at[1:] {
		d.Related = append(d.Related, lint.Related{File: s.rule.File, Span: s.rule.NodeSpan(other), Message: "so does this one"})
	}
	if recorder := s.from.recorder; recorder != nil {
		message := recorder.Name().Value + " is recorded here"
		d.Related = append(d.Related, lint.Related{File: recorder.File, Span: recorder.Name().Whole(), Message: message})
	}
	pass.Report(d)
}

// widen returns the fix that sets all the ranges to length, unless one of them cannot be set.
func widen(length time.Duration, all []*short) []lint.Fix {
	var edits []rulefile.Edit
	for _, s := range all {
		for _, node := range s.at {
			text := s.rule.Expr.Value
			r := rulefile.NodeRange(text, node)
			bracket := strings.LastIndexByte(text[r.Start:r.End], '[')
			if _, ok := node.(*parser.MatrixSelector); !ok || bracket < 0 || text[r.End-1] != ']' {
				return nil
			}
			edit, ok := s.rule.Expr.Replace(int(r.Start)+bracket+1, int(r.End)-1, print(length))
			if !ok {
				return nil
			}
			edits = append(edits, edit)
		}
	}
	return []lint.Fix{{Message: "[" + print(length) + "]", Edits: edits, Unsafe: all[0].grows}}
}

// print returns a duration as PromQL writes it.
func print(d time.Duration) string { return model.Duration(d).String() }
