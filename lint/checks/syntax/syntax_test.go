package syntax

import (
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/linttest"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

// FuzzCheck looks for expressions that the check cannot point into, or that it passes although they do not parse.
func FuzzCheck(f *testing.F) {
	for _, expr := range []string{"sum(", "foo{a=\"", "foo[", "{{ x }}", "a &&", "\xff", "foo > # c", "x{é", "1 > 2", "!", "${", "rate(a)"} {
		f.Add(expr)
	}
	p := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})
	f.Fuzz(func(t *testing.T, expr string) {
		_, err := p.ParseExpr(expr)
		errs, ok := err.(parser.ParseErrors)
		if !ok {
			return
		}
		for _, one := range errs {
			fault := newFault(expr, one)
			require.NotEmpty(t, fault.message)
			require.True(t, 0 <= fault.from && fault.from <= fault.to && fault.to <= len(expr), "%d:%d of %q", fault.from, fault.to, expr)
		}
	})
}

func TestEveryBrokenExpressionIsFound(t *testing.T) {
	file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: sum(\n  - alert: B\n    expr: up\n"))
	result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{Check})
	require.Len(t, result.Findings, 1)
	require.Equal(t, lint.Error, result.Findings[0].Severity)
}
