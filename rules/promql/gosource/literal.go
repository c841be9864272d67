package gosource

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// Quote returns s as a Go string, raw if it has quotes, backslashes or line breaks and can be seen as it is.
func Quote(s string) string {
	if strings.ContainsAny(s, "\"\\\n") && canBeRaw(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// canBeRaw reports whether s can stand between backquotes and be seen as it is.
func canBeRaw(s string) bool {
	if !utf8.ValidString(s) || strings.ContainsAny(s, "`\uFEFF") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) })
}

// texts returns list as arguments.
func texts(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = Quote(s)
	}
	return strings.Join(quoted, ", ")
}

// num returns v as an argument of type promql.Num.
func (w *Writer) num(v float64) string {
	switch {
	case math.IsNaN(v):
		return w.uses("math", "promql.Num(math.NaN())")
	case math.IsInf(v, 1):
		return w.uses("math", "promql.Num(math.Inf(1))")
	case math.IsInf(v, -1):
		return w.uses("math", "promql.Num(math.Inf(-1))")
	case v == 0 && math.Signbit(v):
		return w.uses("math", "promql.Num(math.Copysign(0, -1))")
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return whole(int64(v))
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// whole returns n, with an exponent for six zeros and more: 4e9.
func whole(n int64) string {
	digits := strconv.FormatInt(n, 10)
	if trimmed := strings.TrimRight(digits, "0"); n != 0 && len(digits)-len(trimmed) >= 6 {
		return trimmed + "e" + strconv.Itoa(len(digits)-len(trimmed))
	}
	return digits
}

// literal returns the number that e is, if it is one.
func literal(e parser.Expr) (float64, bool) {
	n, ok := unwrap(e).(*parser.NumberLiteral)
	if !ok {
		return 0, false
	}
	return n.Val, true
}

var units = []struct {
	size time.Duration
	name string
}{{time.Hour, "time.Hour"}, {time.Minute, "time.Minute"}, {time.Second, "time.Second"}, {time.Millisecond, "time.Millisecond"}}

// Duration returns d, in whole nanoseconds, as Go source: 90*time.Minute, 24*time.Hour.
func Duration(d time.Duration) string {
	for _, unit := range units {
		if d%unit.size != 0 {
			continue
		}
		if n := int64(d / unit.size); n != 1 {
			return strconv.FormatInt(n, 10) + "*" + unit.name
		}
		return unit.name
	}
	return strconv.FormatInt(int64(d), 10) + "*time.Nanosecond"
}

// duration returns d as Go source, and notes what that needs.
func (w *Writer) duration(d time.Duration) string { return w.uses("time", Duration(d)) }

// seconds returns v seconds as Go source, false if a duration cannot hold them exactly.
func (w *Writer) seconds(v float64) (string, bool) {
	d := time.Duration(math.Round(v * 1e9))
	if math.Abs(v) > 1e9 || d%time.Millisecond != 0 || d.Seconds() != v || v == 0 {
		return "", false
	}
	return w.duration(d), true
}

// span returns a range, step or offset as the argument of a method, and what the method's name ends in.
func (w *Writer) span(d time.Duration, computed *parser.DurationExpr) (arg, suffix string) {
	if computed != nil {
		return Quote(computed.String()), "Expr"
	}
	return w.duration(d), ""
}

// spanText returns a range or step as PromQL writes it.
func spanText(d time.Duration, computed *parser.DurationExpr) string {
	if computed != nil {
		return computed.String()
	}
	return model.Duration(d).String()
}
