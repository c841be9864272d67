package promql

import (
	"time"

	"github.com/prometheus/common/model"
)

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
