package metrics_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics"
)

// units returns all that have a name, and some quotients of them.
func units(t *testing.T) []metrics.Unit {
	var all []metrics.Unit
	for _, name := range metrics.UnitNames() {
		u, err := metrics.ParseUnit(name)
		require.NoError(t, err)
		all = append(all, u, u.Div(metrics.Seconds), u.Mul(u))
	}
	return all
}

// TestUnitArithmetic holds the laws that arithmetic of units obeys, on units at random.
func TestUnitArithmetic(t *testing.T) {
	all := units(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		a, b := all[random.IntN(len(all))], all[random.IntN(len(all))]
		require.Equal(t, a.Mul(b), b.Mul(a))
		require.Equal(t, metrics.Unit{}, a.Mul(metrics.Unit{}))
		require.Equal(t, metrics.Unit{}, metrics.Unit{}.Div(a))
		require.Equal(t, a, a.Mul(metrics.Ratio))
		require.Equal(t, a, a.Div(metrics.Ratio))
		require.True(t, a.Div(a).Dimensionless())
		require.Equal(t, a.SameDimension(b), b.SameDimension(a))
		require.Equal(t, a.Conflicts(b), b.Conflicts(a))
		require.Equal(t, a != b, a.Conflicts(b))
		if square := a.Mul(a); square.Known() {
			require.Equal(t, a, square.Root())
		}
		if !counts(a) && !counts(b) {
			require.Equal(t, a, a.Div(b).Mul(b))
		}
		if n, ok := a.In(b); ok {
			m, _ := b.In(a)
			require.InEpsilon(t, 1, n*m, 1e-9)
		}
	}
}

// counts tells whether a unit has things in it, which quotients leave out.
func counts(u metrics.Unit) bool {
	return u == metrics.Things || u == metrics.Things.Mul(metrics.Things) || u == metrics.Things.Div(metrics.Seconds)
}

func TestUnitNames(t *testing.T) {
	for _, name := range metrics.UnitNames() {
		u, err := metrics.ParseUnit(name)
		require.NoError(t, err)
		if name != "hertz" {
			require.Equal(t, name, u.String())
		}
		m, err := metrics.ReadSnapshot("f", metrics.File{Metrics: []metrics.Metric{{Name: "a", Unit: u.Div(metrics.Seconds), Max: 1}}}.Encode())
		require.NoError(t, err)
		require.Equal(t, u.Div(metrics.Seconds), m[0].Unit, name)
	}
	_, err := metrics.ParseUnit("byte")
	require.EqualError(t, err, `metrics: unit "byte" is unknown; did you mean bytes?`)
	_, err = metrics.ParseUnit("bytes/secnds")
	require.EqualError(t, err, `metrics: unit "secnds" is unknown; did you mean seconds?`)
	_, err = metrics.ParseUnit("")
	require.Error(t, err)

	tests := map[string]metrics.Unit{
		"bytes per second":       metrics.Bytes.Div(metrics.Seconds),
		"bits per second":        metrics.Bits.Div(metrics.Seconds),
		"ratio":                  metrics.Seconds.Div(metrics.Seconds),
		"percent":                metrics.Ratio.Scaled(100),
		"seconds":                metrics.Seconds.Div(metrics.Things),
		"watts":                  must(metrics.ParseUnit("joules/seconds")),
		"percent per second":     metrics.Percent.Div(metrics.Seconds),
		"":                       metrics.Bytes.Mul(metrics.Bytes),
		"milliseconds":           metrics.Seconds.Scaled(1000),
		"gibibytes":              metrics.Bytes.Scaled(1.0 / (1 << 30)),
		"gibibytes per second":   metrics.Bytes.Scaled(1.0 / (1 << 30)).Div(metrics.Seconds),
		"minutes":                metrics.Seconds.Scaled(1.0 / 60),
		"microseconds":           metrics.Milliseconds.Scaled(1000),
		"celsius per second":     must(metrics.ParseUnit("celsius")).Div(metrics.Seconds),
		"nanoseconds per second": must(metrics.ParseUnit("nanoseconds/days")).Mul(must(metrics.ParseUnit("days"))).Div(metrics.Seconds),
	}
	for want, u := range tests {
		require.Equal(t, want, u.String())
	}
}

func TestScaled(t *testing.T) {
	unknown := metrics.Unit{}
	tests := map[string]struct {
		unit   metrics.Unit
		factor float64
		want   metrics.Unit
	}{
		"a ratio becomes a percentage":        {metrics.Ratio, 100, metrics.Percent},
		"and back":                            {metrics.Percent, 0.01, metrics.Ratio},
		"bytes become bits":                   {metrics.Bytes, 8, metrics.Bits},
		"seconds to milliseconds":             {metrics.Seconds, 1000, metrics.Milliseconds},
		"milliseconds to seconds":             {metrics.Milliseconds, 0.001, metrics.Seconds},
		"less than nothing":                   {metrics.Seconds, -1000, metrics.Milliseconds},
		"twice as much is as much of it":      {metrics.Seconds, 2, metrics.Seconds},
		"half as much, too":                   {metrics.Bytes, 0.5, metrics.Bytes},
		"1000 requests are no other unit":     {metrics.Things, 1000, unknown},
		"50 times as much may be a unit":      {metrics.Seconds, 50, unknown},
		"nothing is in no unit":               {metrics.Seconds, 0, unknown},
		"an unknown unit stays unknown":       {unknown, 1000, unknown},
		"a ratio times 1000 is not one":       {metrics.Ratio, 1000, unknown},
		"a day's seconds":                     {metrics.Seconds, 1.0 / 86400, must(metrics.ParseUnit("days"))},
		"bytes in thousands are no kibibytes": {metrics.Bytes, 1e-3, must(metrics.ParseUnit("kilobytes"))},
	}
	for why, test := range tests {
		t.Run(why, func(t *testing.T) {
			require.Equal(t, test.want, test.unit.Scaled(test.factor))
		})
	}
}
