package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/report"
)

// TestLongestTest draws a test that lasts as long as a Duration can, 292 years: the axis ends before it overflows.
func TestLongestTest(t *testing.T) {
	const interval, steps = 100 * 24 * time.Hour, 1068
	alert := &report.Alert{Name: "Down", Got: []report.Span{{State: report.Firing, From: 0, To: steps}}}
	var out strings.Builder
	require.NoError(t, report.Timelines(&out, &report.Result{Name: "long", Interval: interval, Steps: steps, Alerts: []*report.Alert{alert}}, report.Options{Width: 80}))
	require.Contains(t, out.String(), "firing from 0m")
	require.NotContains(t, out.String(), "-")
}
