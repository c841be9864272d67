// Package slowgroup finds groups whose series come and go because they are evaluated too rarely.
package slowgroup

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/timing"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds groups whose series come and go because they are evaluated too rarely.
var Check = &lint.Check{
	Name:     "slowgroup",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	for _, file := range pass.Project.Files {
		lookback := pass.Project.Target(file).Lookback
		for _, group := range file.Groups {
			interval := timing.Interval(pass.Project, group)
			if interval <= lookback {
				continue
			}
			if rule := gappy(pass, group, interval); rule != nil {
				report(pass, group, rule, timing.Phrase(pass.Project, group), lookback)
			}
		}
	}
}

// gappy returns the first recording rule of a group whose readers miss its series between two evaluations, if they do not know:
// who reads over a range of an interval or more sees one.
func gappy(pass *lint.Pass, group *rulefile.Group, interval time.Duration) *rulefile.Rule {
	for _, rule := range group.Rules {
		if rule.IsAlert() {
			continue
		}
		readers := pass.Project.Infer().Readers(rule)
		if len(readers) == 0 {
			return rule
		}
		for _, reader := range readers {
			if !patient(pass, reader, rule, interval) {
				return rule
			}
		}
	}
	return nil
}

// patient reports whether a rule reads all that another writes over ranges of an interval or more, or is itself evaluated with it.
func patient(pass *lint.Pass, reader, writer *rulefile.Rule, interval time.Duration) bool {
	if reader.Group == writer.Group {
		return true
	}
	expr, _ := reader.Query() // it parses: it reads the other
	ok := true
	parser.Inspect(expr, func(node parser.Node, path []parser.Node) error {
		e, isSelector := node.(*parser.VectorSelector)
		if !isSelector || len(path) > 0 && covers(path[len(path)-1], interval) {
			return nil
		}
		for _, rule := range pass.Project.Infer().Recorded(e) {
			ok = ok && rule != writer
		}
		return nil
	})
	return ok
}

// covers reports whether a node is a range of an interval or more.
func covers(node parser.Node, interval time.Duration) bool {
	e, ok := node.(*parser.MatrixSelector)
	return ok && e.RangeExpr == nil && e.Range >= interval
}

func report(pass *lint.Pass, group *rulefile.Group, rule *rulefile.Rule, phrase string, lookback time.Duration) {
	at := group.Interval
	if !at.Present() {
		at = group.Name
	}
	pass.Report(lint.Diagnostic{
		File: group.File,
		Span: at.Whole(),
		Message: fmt.Sprintf("%s is longer than the %s for which Prometheus sees a sample: what the group records is gone until its next evaluation",
			phrase, model.Duration(lookback)),
		Related: []lint.Related{{Span: rule.Name().Whole(), Message: rule.Name().Value + " comes and goes"}},
	})
}
