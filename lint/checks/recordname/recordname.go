// Package recordname finds recording rules whose names say something else than their expressions do.
package recordname

import (
	_ "embed"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds recording rules whose names say something else than their expressions do.
var Check = &lint.Check{
	Name:     "recordname",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

// name is a record by its parts, level:metric:operation.
type name struct {
	rule      *rulefile.Rule
	level     string
	operation string
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || a.Rule.IsAlert() {
		return
	}
	value := a.Rule.Record.Value
	if first := strings.IndexByte(value, ':'); first >= 0 {
		n := name{a.Rule, value[:first], value[strings.LastIndexByte(value, ':')+1:]}
		level(pass, a, n)
		window(pass, a, n)
		operation(pass, a, n)
	}
	quantile(pass, a)
	quoted(pass, a)
}

// report reports a rule at its name, or at another scalar of it, and what contradicts that.
func report(pass *lint.Pass, rule *rulefile.Rule, at rulefile.Scalar, message string, contradiction lint.Related) {
	pass.Report(lint.Diagnostic{File: rule.File, Span: at.Whole(), Message: message, Related: []lint.Related{contradiction}})
}
