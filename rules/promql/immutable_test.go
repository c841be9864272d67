package promql_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql"
)

// TestImmutable calls every method of every type twice on the same value, with every argument at hand, and shows that
// neither the value nor an earlier result nor an argument changes.
func TestImmutable(t *testing.T) {
	gauge := promql.NewGauge("g", "a", "b").Where(`a="1"`)
	counter := promql.NewCounter("c_total").Where(`a="1"`).With(promql.Ne("b", "2"))
	on := promql.On("a")
	values := []any{
		gauge, counter, gauge.Gt(1), counter.Rate(time.Minute), gauge.Range(time.Minute), counter.Range(time.Minute),
		promql.Number(1), promql.Time(), promql.Text("# comment\nx > 1"), promql.Text("a + b"), promql.Instant{},
		promql.Num(2), 2 * time.Minute, 3 * time.Millisecond, `b!="x"`, `a=~"y|1"`,
		promql.NewMetric("m", "a"), promql.NewInfo("i", "a", "b"), promql.NewHistogram("h", "a"), promql.NewNativeHistogram("n", "a"), gauge.Bool(), promql.Time().Bool(),
		gauge.Subquery(time.Minute, time.Minute), promql.Percent(5), promql.Experimental, promql.Experimental.Fill(on, 0), time.Unix(5, 0), "step()",
		promql.Eq("a", "1"), promql.Match("b", "z"), on, promql.Ignoring("b"), on.GroupLeft("b"), "b", 80,
	}
	before := spell(values)
	calls := 0
	for _, receiver := range values {
		v := reflect.ValueOf(receiver)
		for i := range v.NumMethod() {
			method := v.Method(i)
			if method.Type().NumOut() != 1 || v.Type().PkgPath() != reflect.TypeFor[promql.Instant]().PkgPath() {
				continue
			}
			name := fmt.Sprintf("%T.%s", receiver, v.Type().Method(i).Name)
			var results []reflect.Value
			var spelled []string
			for _, args := range arguments(method.Type(), values) {
				result := method.Call(args)[0]
				results, spelled = append(results, result), append(spelled, spell([]any{result.Interface()})...)
				calls++
			}
			for i, result := range results {
				require.Equal(t, spelled[i], spell([]any{result.Interface()})[0], "an earlier result of %s changed", name)
			}
			require.Equal(t, before, spell(values), "%s changed a value", name)
		}
	}
	require.Greater(t, calls, 2000)
}

// arguments returns lists of arguments for a function: for each parameter all values of its type, up to two of a variadic one.
func arguments(f reflect.Type, values []any) [][]reflect.Value {
	lists := [][]reflect.Value{nil}
	for i := range f.NumIn() {
		in, variadic := f.In(i), f.IsVariadic() && i == f.NumIn()-1
		var next [][]reflect.Value
		if variadic {
			in, next = in.Elem(), lists
		}
		for _, list := range lists {
			for _, value := range values {
				if v := reflect.ValueOf(value); v.Type().AssignableTo(in) {
					next = append(next, append(list[:len(list):len(list)], v))
				}
			}
		}
		lists = next
	}
	return lists
}

func spell(values []any) []string {
	spelled := make([]string, len(values))
	for i, v := range values {
		spelled[i] = fmt.Sprintf("%v", v)
		switch v := v.(type) {
		case promql.Expr:
			spelled[i] = e(v)
		case promql.Histogram:
			spelled[i] = e(v.Bucket()) + e(v.Sum()) + e(v.Count())
		case promql.BoolVector:
			spelled[i] = e(v.Gt(1))
		case promql.BoolScalar:
			spelled[i] = e(v.Gt(1))
		case promql.Matching:
			spelled[i] = e(up.Div(up, v))
		}
	}
	return spelled
}

func e(expr promql.Expr) string { return expr.String() + promql.At(expr) }
