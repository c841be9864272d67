package rules_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

func TestUnits(t *testing.T) {
	took := promql.NewCounter("http_request_duration_seconds_sum")
	asked := promql.NewCounter("http_request_duration_seconds_count")
	tests := map[string]struct {
		expr promql.Vector
		want string
	}{
		"percent of percent":      {avail.Div(size).Mul(100).Below(promql.Percent(20)), "node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 20"},
		"percent of a share":      {avail.Div(size).Below(promql.Percent(20)), "node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.2"},
		"milliseconds of seconds": {took.Rate(time.Minute).Div(asked.Rate(time.Minute)).Above(promql.Milliseconds(100)), "rate(http_request_duration_seconds_sum[1m]) / rate(http_request_duration_seconds_count[1m]) > 0.1"},
		"seconds of milliseconds": {took.Rate(time.Minute).Div(asked.Rate(time.Minute)).Mul(1000).Above(promql.Duration(time.Second)), "rate(http_request_duration_seconds_sum[1m]) / rate(http_request_duration_seconds_count[1m]) * 1000 > 1000"},
		"bytes":                   {avail.Below(promql.Bytes(10 * promql.GiB)), "node_filesystem_avail_bytes < 10737418240"},
		"nothing known":           {promql.NewGauge("fullness").Above(promql.Percent(90)), "fullness > 0.9"},
		"in text":                 {promql.Text("100 * $a / $b < $least", promql.Vars{"a": avail, "b": size, "least": promql.Percent(5)}), "100 * node_filesystem_avail_bytes / node_filesystem_size_bytes < 5"},
		"beside something else":   {avail.Div(size).Mul(100).AtMost(promql.Percent(5)).And(readonly.Eq(0)), "node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 <= 5\nand\nnode_filesystem_readonly == 0"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			groups, err := rules.Group{Name: "g", Rules: []rules.Rule{rules.Alert{Name: "A", Expr: test.expr}}}.Plain()
			require.NoError(t, err)
			require.Equal(t, oneLine(test.want), oneLine(groups[0].Rules[0].Expr))
		})
	}
	_, err := rules.Group{Name: "g", Rules: []rules.Rule{rules.Alert{Name: "A", Expr: avail.Below(promql.Milliseconds(5))}}}.Plain()
	require.Regexp(t, `^units_test\.go:\d+: rules: alert A: Below: 5ms is compared with node_filesystem_avail_bytes, which is in bytes$`, err.Error())
}
