package promql

import (
	"math"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// DefaultStep is the step of a [Instant.Subquery] that is evaluated as often as the server evaluates rules by default.
const DefaultStep time.Duration = 0

// checkDuration returns what keeps d from being a range: PromQL counts in whole milliseconds.
func checkDuration(at caller, call, what string, d time.Duration) error {
	switch {
	case d <= 0:
		return errorf(at, call, "the %s is %v, want more than 0", what, d)
	case d%time.Millisecond != 0:
		return errorf(at, call, "the %s %v is not in whole milliseconds", what, d)
	}
	return nil
}

// checkOffset returns what keeps d from being an offset, which may be negative.
func checkOffset(at caller, call string, d time.Duration) error {
	switch {
	case d == 0:
		return errorf(at, call, "the offset is 0")
	case d%time.Millisecond != 0:
		return errorf(at, call, "the offset %v is not in whole milliseconds", d)
	}
	return nil
}

// durationText returns d as PromQL writes it: 90s is 1m30s.
func durationText(d time.Duration) string {
	if d < 0 {
		return "-" + model.Duration(-d).String()
	}
	return model.Duration(d).String()
}

// checkTime returns what keeps t from standing behind an @, which counts in whole milliseconds.
func checkTime(at caller, call string, t time.Time) error {
	if t.Nanosecond()%int(time.Millisecond) != 0 {
		return errorf(at, call, "the time %s is not in whole milliseconds", t.Format(time.RFC3339Nano))
	}
	if seconds := t.Unix(); seconds > math.MaxInt64/1000-1 || seconds < math.MinInt64/1000+1 {
		return errorf(at, call, "the time is %d seconds since 1970, the most is %d", seconds, int64(math.MaxInt64/1000-1))
	}
	return nil
}

// parseSpan reads a range or step that may be computed: "5m", "max_of(step(), 5m) * 2".
func parseSpan(at caller, call, text string) (time.Duration, *parser.DurationExpr, error) {
	tree, err := parse("x[" + text + "\n]")
	if err != nil {
		return 0, nil, errorf(at, call, "%s", parseMessage(err, "x["+text+"\n]", within(text, len("x["))))
	}
	if r, ok := tree.(*parser.MatrixSelector); ok && int(r.EndPos) == len(text)+len("x[\n]") {
		return r.Range, r.RangeExpr, nil
	}
	return 0, nil, errorf(at, call, "%q is no duration", text)
}

// parseOffset reads an offset that may be computed: "-5m", "(step() * 2)".
func parseOffset(at caller, call, text string) (time.Duration, *parser.DurationExpr, error) {
	tree, err := parse("x offset " + text)
	if err != nil {
		return 0, nil, errorf(at, call, "%s", parseMessage(err, "x offset "+text, within(text, len("x offset "))))
	}
	s, ok := tree.(*parser.VectorSelector)
	if !ok || s.Timestamp != nil || s.StartOrEnd != 0 || s.Anchored || s.Smoothed {
		return 0, nil, errorf(at, call, "%q is no duration; arithmetic stands in parentheses", text)
	}
	return s.OriginalOffset, s.OriginalOffsetExpr, nil
}

// within returns the place of an offset into a text that was made from source by putting size bytes before it.
func within(source string, size int) func(int) (string, int) {
	return func(offset int) (string, int) { return source, min(max(0, offset-size), len(source)) }
}
