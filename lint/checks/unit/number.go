package unit

import (
	"fmt"
	"math"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
)

// number says why a threshold is hardly in the unit of what it is compared with; "" if it may well be.
func number(a *infer.Analysis, t compare.Threshold) string {
	v := a.At(t.Operand).Value()
	switch {
	case v.Kind == infer.Timestamp && v.Unit == metrics.Seconds:
		return moment(t)
	case v.Unit == metrics.Percent:
		return percentage(t, v)
	case v.Unit == metrics.Ratio || !v.Unit.Known():
		return fraction(a, t, v)
	case v.Unit == metrics.Seconds || v.Unit == metrics.Milliseconds:
		return latency(t, v)
	case v.Unit == metrics.Bytes:
		return size(t, v)
	}
	return ""
}

// moment judges a number that a time is compared with. 0 and 1 ask whether there is one.
func moment(t compare.Threshold) string {
	const year = 365 * 24 * 3600
	if t.Value <= 1 || t.Value > 10*year {
		return ""
	}
	return fmt.Sprintf("a time is compared with %s, which is a moment of %s: its age is time() less the time",
		compare.Text(t.Value), time.Unix(int64(t.Value), 0).UTC().Format("January 2006"))
}

// percentage judges a number that a value of 0 to 100 is compared with: one that is likely a ratio.
func percentage(t compare.Threshold, v infer.Value) string {
	if v.Max <= 1 || t.Value <= 0 || t.Value >= 1 {
		return ""
	}
	if v.Kind == infer.Ratio && t.Below() || t.Above() && t.Value >= 0.8 {
		return fmt.Sprintf("a percentage, 0 to 100, is compared with %s, which is %s%%: should that be %s?",
			compare.Text(t.Value), compare.Text(t.Value), compare.Text(100*t.Value))
	}
	return ""
}

// waiting finds metrics of how long somebody waits for an answer.
var waiting = lazyregexp.New(`(?i)request|response|latency|rtt|ping|handler|query|queries|http|grpc|rpc|dns|lookup|roundtrip|round_trip`)

// latency judges a number that how long an answer takes is compared with. Whoever thinks in seconds writes a long time in whole
// minutes.
func latency(t compare.Threshold, v infer.Value) string {
	if !t.Above() || v.Origin == nil || v.Origin.Series.Observed != v.Unit && v.Kind != infer.Quantile || !waiting.MatchString(v.Origin.Series.Metric) {
		return ""
	}
	switch {
	case v.Unit == metrics.Seconds && t.Value >= 100 && math.Mod(t.Value, 60) != 0:
		return fmt.Sprintf("%s is in seconds, and is compared with %s, which is %s: should that be %s, which is %sms?", v.Origin.Series.Metric,
			compare.Text(t.Value), model.Duration(t.Value*float64(time.Second)), compare.Text(t.Value/1000), compare.Text(t.Value))
	case v.Unit == metrics.Milliseconds && t.Value > 0 && t.Value < 1:
		return fmt.Sprintf("%s is in milliseconds, and is compared with %s, which is %sms: should that be %s?", v.Origin.Series.Metric,
			compare.Text(t.Value), compare.Text(t.Value), compare.Text(1000*t.Value))
	}
	return ""
}

// size judges a number that an amount of memory or disk is compared with: hardly less than a kilobyte.
func size(t compare.Threshold, v infer.Value) string {
	if t.Value <= 1 || t.Value > 1000 || v.Origin == nil || v.Kind != infer.Gauge || !(t.Above() || t.Below()) {
		return ""
	}
	return fmt.Sprintf("%s is in bytes, and is compared with %s, which is less than a kilobyte", v.Origin.Series.Name, compare.Text(t.Value))
}
