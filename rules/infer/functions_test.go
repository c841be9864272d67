package infer

import (
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

// Every function of the parser is known; what a new one does to labels must be decided here.
func TestFunctionsAreKnown(t *testing.T) {
	special := setOf("absent", "absent_over_time", "histogram_quantile", "histogram_fraction", "histogram_quantiles",
		"label_replace", "label_join", "info", "vector")
	for name, f := range parser.Functions {
		known := f.ReturnType == parser.ValueTypeScalar || keepAll[name] || dropNameOnly[name] || special[name]
		require.True(t, known, "package infer does not know what %s does to labels", name)
	}
}

func TestUnknownFunctionCanYieldAnything(t *testing.T) {
	f := &parser.Function{Name: "mystery", ReturnType: parser.ValueTypeVector}
	inner := &parser.Call{Func: parser.Functions["vector"], Args: parser.Expressions{&parser.NumberLiteral{Val: 1}}}
	result := Expr(&parser.Call{Func: f, Args: parser.Expressions{inner}})
	require.Equal(t, Possible, result.Label("job").Presence)
}
