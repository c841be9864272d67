// Package order finds rules that read what a rule below them in the same group writes.
package order

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rules that read what a rule below them in the same group writes.
var Check = &lint.Check{
	Name:     "order",
	Doc:      doc,
	Severity: lint.Warning,
	Options:  &Options{},
	Each:     each,
}

// Options configures the check.
type Options struct {
	Groups bool // report what is read from other groups, too
}

func each(pass *lint.Pass, a *infer.Analysis) {
	rules := pass.Project.Infer()
	var reported []*rulefile.Rule
	for _, node := range a.Nodes {
		e, ok := node.(*parser.VectorSelector)
		if !ok || !now(a, e) {
			continue
		}
		writer := later(rules.Recorded(e), a.Rule)
		if writer == nil && pass.OptionsFor(a.Rule.File).(*Options).Groups {
			writer = elsewhere(rules.Recorded(e), a.Rule)
		}
		if writer == nil || slices.Contains(reported, writer) || rules.Tied(writer, a.Rule) {
			continue
		}
		reported = append(reported, writer)
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(e),
			Message: message(a.Rule, writer),
			Related: []lint.Related{{File: writer.File, Span: writer.Name().Whole(), Message: writer.Name().Value + " is written here"}},
			Fixes:   advice(a.Rule, writer),
		})
	}
}

// now reports whether a selector reads the value of the moment, for which it matters how old it is: of a range it matters less.
func now(a *infer.Analysis, e *parser.VectorSelector) bool {
	if e.OriginalOffset != 0 || e.OriginalOffsetExpr != nil || e.Timestamp != nil || e.StartOrEnd != 0 {
		return false
	}
	for node := a.Parent(e); node != nil; node = a.Parent(node) {
		switch node.(type) {
		case *parser.MatrixSelector, *parser.SubqueryExpr:
			return false
		}
	}
	return true
}

// later returns the first of the rules that stands below the reader in its group, if none of them stands above it.
func later(writers []*rulefile.Rule, reader *rulefile.Rule) *rulefile.Rule {
	var found *rulefile.Rule
	for _, writer := range writers {
		switch {
		case writer.Group != reader.Group:
		case writer.Span.Start.Offset <= reader.Span.Start.Offset:
			return nil
		case found == nil:
			found = writer
		}
	}
	return found
}

// elsewhere returns the first of the rules if all of them stand in other groups.
func elsewhere(writers []*rulefile.Rule, reader *rulefile.Rule) *rulefile.Rule {
	if len(writers) == 0 || slices.ContainsFunc(writers, func(writer *rulefile.Rule) bool { return writer.Group == reader.Group }) {
		return nil
	}
	return writers[0]
}

func message(reader, writer *rulefile.Rule) string {
	if reader.Group == writer.Group {
		return fmt.Sprintf("%s reads %s, which is written after it: it sees the value of the evaluation before", reader.Name().Value, writer.Name().Value)
	}
	return fmt.Sprintf("%s reads %s of the group %s: groups are evaluated apart, so that the value may be an interval old",
		reader.Name().Value, writer.Name().Value, writer.Group.Name.Value)
}

func advice(reader, writer *rulefile.Rule) []lint.Fix {
	if reader.Group != writer.Group {
		return nil
	}
	return []lint.Fix{{Message: fmt.Sprintf("move %s above %s", writer.Name().Value, reader.Name().Value)}}
}
