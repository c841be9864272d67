package textthreshold

import (
	"math"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

var percent = metrics.Percent

// numbersOf returns the numbers that a rule names beside its threshold: of its expression, and its durations in seconds.
func numbersOf(a *infer.Analysis) []float64 {
	var all []float64
	for _, node := range a.Nodes {
		switch n := node.(type) {
		case *parser.NumberLiteral:
			all = append(all, n.Val)
		case *parser.MatrixSelector:
			all = append(all, n.Range.Seconds())
		case *parser.SubqueryExpr:
			all = append(all, n.Range.Seconds(), n.Step.Seconds(), n.OriginalOffset.Seconds())
		case *parser.VectorSelector:
			all = append(all, n.OriginalOffset.Seconds())
		}
	}
	for _, scalar := range []rulefile.Scalar{a.Rule.For, a.Rule.KeepFiringFor, a.Rule.Group.Interval} {
		if d, err := scalar.Duration(); err == nil {
			all = append(all, d.Seconds())
		}
	}
	return all
}

// fits tells whether the rule may mean what the text claims: that it is about the threshold, in whatever unit, or about
// something else, such as how long the alert has been pending.
func (c claim) fits(t compare.Threshold, unit metrics.Unit, numbers []float64) bool {
	known := unit.Known() && unit.String() != ""
	switch {
	case c.unit.Dimensionless():
		if known && !unit.Dimensionless() {
			return true // of something else
		}
		return c.percentage(t, unit)
	case known && c.unit.SameDimension(unit):
		factor, _ := c.unit.In(unit)
		others := slices.DeleteFunc(slices.Clone(numbers), func(n float64) bool { return n == t.Value })
		return near(c.number*factor, t.Value) || c.among(others) || c.bytesEither(t, unit)
	default:
		return true
	}
}

// percentage tells whether the text names the threshold, or what is left of 100%.
func (c claim) percentage(t compare.Threshold, unit metrics.Unit) bool {
	var meant []float64
	switch {
	case unit == metrics.Percent:
		meant = []float64{t.Value, 100 - t.Value}
	case unit == metrics.Ratio:
		meant = []float64{100 * t.Value, 100 - 100*t.Value, 100*t.Value - 100}
	default:
		meant = []float64{t.Value, 100 - t.Value, 100 * t.Value, 100 - 100*t.Value, 100*t.Value - 100}
		if t.Value > 100 || t.Value < 0 {
			return true // no percentage
		}
	}
	return slices.ContainsFunc(meant, func(m float64) bool { return near(c.number, m) })
}

// unscaled tells whether the expression has the number of the text, in another unit: it is what forgot to convert.
func (c claim) unscaled(t compare.Threshold) bool {
	seconds, _ := c.unit.In(metrics.Seconds)
	return near(c.number, t.Value) || near(c.number*seconds, t.Value) || c.unit == metrics.Percent && near(c.number, 100*t.Value)
}

// bytesEither tells whether the text names the threshold if its kilobytes are of 1024 bytes.
func (c claim) bytesEither(t compare.Threshold, unit metrics.Unit) bool {
	if !c.unit.SameDimension(metrics.Bytes) {
		return false
	}
	for power := 1; power <= 4; power++ {
		if scale, _ := c.unit.In(metrics.Bytes); scale == math.Pow(1000, float64(power)) {
			factor, _ := metrics.Bytes.In(unit)
			return near(c.number*math.Pow(1024, float64(power))*factor, t.Value)
		}
	}
	return false
}

// among tells whether a number of the rule is what the text names.
func (c claim) among(numbers []float64) bool {
	seconds, ok := c.unit.In(metrics.Seconds)
	if !ok {
		return false
	}
	return slices.ContainsFunc(numbers, func(n float64) bool { return near(n, c.number*seconds) })
}

// near tells whether two numbers are equal as people write them.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.005*math.Max(math.Abs(a), math.Abs(b)) }

// inUnit returns the threshold as the text would name it; "" if that is not known.
func (c claim) inUnit(t compare.Threshold, unit metrics.Unit) string {
	factor, ok := unit.In(c.unit)
	if !ok {
		return ""
	}
	number := compare.Text(t.Value * factor)
	for i := range c.text {
		if c.text[i] != '.' && (c.text[i] < '0' || c.text[i] > '9') {
			return number + c.text[i:]
		}
	}
	return number
}
