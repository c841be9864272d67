package promql_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

// TestCompile shows what does not compile, and with which message, and beside it what does.
func TestCompile(t *testing.T) {
	tests := []struct {
		code string
		want string // part of the compiler's message; "" if it compiles
	}{
		{`gauge.Gt(0.9)`, ``},
		{`gauge.Gt("1")`, `cannot use "1" (untyped string constant) as promql.Num value`},
		{`gauge.Gt(20*time.Minute)`, `cannot use 20 * time.Minute (constant 1200000000000 of int64 type time.Duration) as promql.Num value`},
		{`gauge.Gt(gauge)`, `cannot use gauge (variable of struct type promql.Gauge) as promql.Num value`},
		{`gauge.GtVector(gauge)`, ``},
		{`gauge.GtVector(1)`, `cannot use 1 (constant of type int) as promql.Vector value`},
		{`gauge.GtScalar(promql.Time())`, ``},
		{`gauge.Mul(100)`, ``},
		{`gauge.Mul("1")`, `cannot use "1" (untyped string constant) as promql.Num value`},
		{`gauge.Div(gauge)`, ``},
		{`gauge.Div(counter)`, `cannot use counter (variable of struct type promql.Counter) as promql.Vector value`},
		{`gauge.Div(promql.Time())`, `promql.Scalar does not implement promql.Vector`},
		{`gauge.Div("x")`, `cannot use "x" (constant of type string) as promql.Vector value`},
		{`promql.Number(1).Sub(gauge)`, ``},

		{`counter.Rate(minute)`, ``},
		{`gauge.Rate(minute)`, `gauge.Rate undefined (type promql.Gauge has no field or method Rate)`},
		{`counter.Rate(minute).Rate(minute)`, `has no field or method Rate`},
		{`counter.Rate("1m")`, `cannot use "1m" (untyped string constant) as time.Duration value`},
		{`promql.Rate(counter.Range(minute))`, ``},
		{`promql.Rate(gauge.Range(minute))`, `cannot use gauge.Range(minute) (value of struct type promql.Range) as promql.CounterRange value`},
		{`promql.Rate(promql.Rate(counter.Range(minute)))`, `as promql.CounterRange value`},
		{`promql.Rate(counter)`, `as promql.CounterRange value`},
		{`promql.AvgOverTime(gauge.Range(minute))`, ``},
		{`promql.AvgOverTime(gauge)`, `as promql.Range value`},
		{`gauge.AvgOverTime(minute)`, ``},
		{`counter.AvgOverTime(minute)`, `counter.AvgOverTime undefined`},
		{`counter.Gt(1)`, `counter.Gt undefined (type promql.Counter has no field or method Gt)`},
		{`counter.Raw().Gt(1)`, ``},
		{`gauge.Gt(1).Where("a=1")`, `has no field or method Where`},

		{`promql.Sum(gauge, promql.By("job"))`, ``},
		{`promql.Sum(counter)`, `promql.Counter does not implement promql.Vector`},
		{`promql.Sum(counter.Range(minute))`, `promql.CounterRange does not implement promql.Vector`},
		{`promql.Sum(gauge.Range(minute))`, `promql.Range does not implement promql.Vector`},
		{`promql.Sum(promql.Number(1))`, `promql.Scalar does not implement promql.Vector`},
		{`promql.Sum("up")`, `cannot use "up" (constant of type string) as promql.Vector value`},
		{`promql.Sum(gauge, promql.On("job"))`, `as promql.Grouping value`},

		{`gauge.And(gauge, promql.On("job"))`, ``},
		{`gauge.And(gauge, promql.On("job").GroupLeft())`, `as promql.SetMatching value`},
		{`gauge.Div(gauge, promql.On("job").GroupLeft())`, ``},
		{`gauge.Div(gauge, promql.On("job").GroupLeft().GroupRight())`, `has no field or method GroupRight`},
		{`gauge.Div(gauge, promql.By("job"))`, `as promql.Matching value`},
		{`gauge.And(promql.Number(1))`, `promql.Scalar does not implement promql.Vector`},
		{`gauge.Or(1)`, `as promql.Vector value`},

		{`promql.Changes(counter.Range(minute))`, ``},
		{`promql.Changes(gauge.Range(minute))`, ``},
		{`promql.Changes(gauge)`, `promql.Gauge does not implement promql.RangeVector`},
		{`promql.MaxOverTime(counter.Range(minute))`, `as promql.Range value`},
		{`promql.MaxOverTime(counter.Range(minute).Raw())`, ``},
		{`promql.Rate(gauge.Subquery(minute, minute))`, `as promql.CounterRange value`},
		{`promql.Rate(gauge.Subquery(minute, minute).AsCounter())`, ``},
		{`promql.Rate(counter.Subquery(minute, minute))`, ``},
		{`counter.Rate(minute).Subquery(minute, minute).Subquery(minute, minute)`, `has no field or method Subquery`},
		{`counter.Rate(minute).Offset(minute)`, `has no field or method Offset`},
		{`gauge.At(5)`, `cannot use 5 (untyped int constant) as time.Time value`},
		{`promql.Timestamp(counter)`, `promql.Counter does not implement promql.Vector`},
		{`counter.Neg()`, `has no field or method Neg`},

		{`metric.Gt(1)`, ``},
		{`metric.Rate(minute)`, ``},
		{`metric.MaxOverTime(minute)`, ``},
		{`promql.Rate(metric.Range(minute))`, `as promql.CounterRange value`},

		{`promql.TopK(3, gauge)`, ``},
		{`promql.TopK(gauge, 3)`, `cannot use gauge (variable of struct type promql.Gauge) as promql.Num value`},
		{`promql.TopK(promql.Time(), gauge)`, `as promql.Num value`},
		{`promql.TopKScalar(3, gauge)`, `as promql.Scalar value`},
		{`promql.LimitK(3, gauge)`, `undefined: promql.LimitK`},
		{`promql.Experimental.LimitK(3, gauge)`, ``},
		{`promql.CountValues(1, gauge)`, `as string value`},
		{`promql.ScalarOf(promql.Time())`, `promql.Scalar does not implement promql.Vector`},
		{`promql.VectorOf(gauge)`, `as promql.Num value`},
		{`promql.LabelReplace(gauge, "a", "b", "c")`, `not enough arguments`},

		{`gauge.Bool().Gt(1).Gt(0)`, ``},
		{`gauge.Bool().Add(gauge)`, `has no field or method Add`},
		{`gauge.Bool().Bool()`, `has no field or method Bool`},
		{`gauge.And(gauge.Bool())`, `promql.BoolVector does not implement promql.Vector`},
		{`promql.Time().Gt(1)`, `has no field or method Gt`},
		{`promql.Time().Bool().Gt(1).Mul(2)`, ``},
		{`rules.Alert{Expr: promql.Time().Bool().Gt(1)}`, `promql.Scalar does not implement promql.Vector`},

		{`histogram.Quantile(0.9, minute, promql.By("job"))`, ``},
		{`histogram.Quantile(minute, 0.9)`, `as promql.Num value`},
		{`histogram.Gt(1)`, `has no field or method Gt`},
		{`histogram.Count().Gt(1)`, `has no field or method Gt`},
		{`promql.Sum(histogram)`, `promql.Histogram does not implement promql.Vector`},
		{`native.Gt(1)`, `has no field or method Gt`},
		{`promql.HistogramCount(native)`, `promql.NativeHistogram does not implement promql.Vector`},
		{`promql.HistogramCount(native.Rate(minute))`, ``},
		{`gauge.LabelsFrom(info, promql.On("a"), "b")`, ``},
		{`gauge.LabelsFrom(gauge, promql.On("a"), "b")`, `as promql.Info value`},
		{`info.Rate(minute)`, `has no field or method Rate`},

		{`gauge.And(gauge, promql.Experimental.Fill(promql.On("a"), 0))`, `as promql.SetMatching value`},
		{`gauge.Add(gauge, promql.Experimental.Fill(promql.On("a"), 0))`, ``},
		{`gauge.Above(promql.Percent(20))`, ``},
		{`gauge.Above(20)`, `as promql.Quantity value`},
		{`gauge.Gt(promql.Percent(20))`, `as promql.Num value`},
		{`gauge.Gt(10*promql.GiB)`, ``},
		{`promql.Duration(5)`, ``},
		{`promql.Duration("5m")`, `as time.Duration value`},

		{`rules.Alert{Expr: metric}`, ``},
		{`rules.Alert{Expr: gauge.Gt(1)}`, ``},
		{`rules.Alert{Expr: promql.Text("up")}`, ``},
		{`rules.Alert{Expr: "up"}`, `cannot use "up" (constant of type string) as promql.Vector value`},
		{`rules.Alert{Expr: counter}`, `promql.Counter does not implement promql.Vector`},
		{`rules.Alert{Expr: gauge.Range(minute)}`, `promql.Range does not implement promql.Vector`},
		{`rules.Alert{Expr: promql.Number(1)}`, `promql.Scalar does not implement promql.Vector`},
		{`rules.Alert{For: "10m"}`, `as time.Duration value`},
		{`rules.Group{Rules: []rules.Rule{rules.Alert{}, rules.Recording{}}}`, ``},
		{`rules.Group{Rules: []rules.Rule{rules.Group{}}}`, `rules.Group does not implement rules.Rule`},
		{`rules.Recording{For: minute}`, `unknown field For`},
	}
	var source strings.Builder
	source.WriteString(`package snippets

import (
	"time"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var _ = rules.Alert{}
var minute = time.Minute
var gauge = promql.NewGauge("g")
var counter = promql.NewCounter("c")
var metric = promql.NewMetric("m")
var histogram = promql.NewHistogram("h")
var native = promql.NewNativeHistogram("n")
var info = promql.NewInfo("i")
`)
	first := strings.Count(source.String(), "\n") + 1
	for _, test := range tests {
		fmt.Fprintf(&source, "var _ = %s\n", test.code)
	}
	messages := compile(t, source.String())
	for i, test := range tests {
		got := messages[first+i]
		if test.want == "" {
			require.Empty(t, got, "%s must compile", test.code)
			continue
		}
		require.Contains(t, strings.Join(got, "\n"), test.want, "%s must not compile", test.code)
	}
}

// compile type-checks source, which may import what the snippets do, and returns the messages for each line.
func compile(t *testing.T, source string) map[int][]string {
	t.Helper()
	config := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile}
	loaded, err := packages.Load(config, "time", "github.com/promwright/promwright/rules")
	require.NoError(t, err)
	known := importer{}
	packages.Visit(loaded, nil, func(p *packages.Package) { known[p.PkgPath] = p.Types })

	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "snippets.go", source, 0)
	require.NoError(t, err)
	messages := map[int][]string{}
	note := func(err error) {
		e := err.(types.Error)
		line := fset.Position(e.Pos).Line
		messages[line] = append(messages[line], e.Msg)
	}
	check := types.Config{Importer: known, Error: note}
	_, _ = check.Check("snippets", fset, []*ast.File{file}, nil)
	return messages
}

// importer knows packages that are loaded already.
type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if p := i[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("package %s is not loaded", path)
}
