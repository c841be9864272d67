package metrics_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics"
)

func TestNames(t *testing.T) {
	unknown := metrics.Unit{}
	tests := map[string]struct {
		kind metrics.Type
		part metrics.Part
		unit metrics.Unit
		time bool
	}{
		"app_requests_total":            {kind: metrics.Counter, unit: metrics.Things},
		"app_cpu_seconds_total":         {kind: metrics.Counter, unit: metrics.Seconds},
		"app_cpu_usage_seconds_total":   {kind: metrics.Counter, unit: metrics.Seconds},
		"app_network_bytes_total":       {kind: metrics.Counter, unit: metrics.Bytes},
		"app_bytes_sent_total":          {kind: metrics.Counter, unit: metrics.Bytes},
		"app_in_octets_total":           {kind: metrics.Counter, unit: metrics.Bytes},
		"app_latency_ms_total":          {kind: metrics.Counter, unit: metrics.Milliseconds},
		"app_time_total":                {kind: metrics.Counter, unit: unknown},
		"app_bytes_quota_misses_total":  {kind: metrics.Counter, unit: unknown},
		"app_seconds_behind_total":      {kind: metrics.Counter, unit: unknown},
		"app_sent_kb_total":             {kind: metrics.Counter, unit: unknown},
		"app_memory_total":              {unit: unknown},
		"app_memory_bytes_total":        {unit: metrics.Bytes},
		"app_disk_size_bytes_total":     {unit: metrics.Bytes},
		"app_nodes_offline_total":       {unit: metrics.Things},
		"app_pending_request_total":     {unit: metrics.Things},
		"app_cores_total":               {unit: metrics.Things},
		"app_latency_seconds_bucket":    {kind: metrics.Histogram, part: metrics.Bucket, unit: metrics.Things},
		"app_depth_bucket":              {kind: metrics.Histogram, part: metrics.Bucket, unit: metrics.Things},
		"app_latency_seconds_sum":       {kind: metrics.Histogram, part: metrics.Sum, unit: metrics.Seconds},
		"app_latency_seconds_count":     {kind: metrics.Histogram, part: metrics.Count, unit: metrics.Things},
		"app_size_bytes_sum":            {kind: metrics.Histogram, part: metrics.Sum, unit: metrics.Bytes},
		"app_sum":                       {},
		"app_replica_count":             {},
		"app_build_info":                {kind: metrics.Info},
		"app_latency_seconds":           {unit: metrics.Seconds},
		"app_latency_seconds_max":       {unit: metrics.Seconds},
		"app_latency_milliseconds":      {unit: metrics.Milliseconds},
		"app_uptime_ms":                 {unit: metrics.Milliseconds},
		"app_used_ratio":                {unit: metrics.Ratio},
		"app_used_percent":              {unit: metrics.Percent},
		"app_used_percentage":           {unit: metrics.Percent},
		"app_memory_mb":                 {},
		"app_memory_megabytes":          {},
		"app_memory_mebibytes":          {unit: must(metrics.ParseUnit("mebibytes"))},
		"app_temperature_celsius":       {unit: must(metrics.ParseUnit("celsius"))},
		"app_rate_bytes_per_second":     {unit: metrics.Bytes.Div(metrics.Seconds)},
		"app_rate_bits_per_second":      {unit: metrics.Bits.Div(metrics.Seconds)},
		"app_requests_per_second":       {},
		"app_time_seconds":              {unit: metrics.Seconds},
		"app_io_time_seconds":           {unit: metrics.Seconds},
		"app_start_time_seconds":        {kind: metrics.Gauge, unit: metrics.Seconds, time: true},
		"app_last_success_time_seconds": {kind: metrics.Gauge, unit: metrics.Seconds, time: true},
		"app_backup_timestamp_seconds":  {kind: metrics.Gauge, unit: metrics.Seconds, time: true},
		"app_backup_timestamp_ms":       {kind: metrics.Gauge, unit: metrics.Milliseconds, time: true},
		"app_backup_timestamp":          {kind: metrics.Gauge, time: true},
		"app_timestamp_bytes":           {unit: metrics.Bytes},
		"app_orders_created":            {},
		"app_max":                       {},
		"job:app_requests_total:rate5m": {},
		"up_or_down":                    {},
		"total":                         {},
		"_total":                        {},
		"_":                             {},
		"":                              {},
		"seconds":                       {},
		"seconds_total":                 {kind: metrics.Counter, unit: metrics.Seconds},
		"bytes_total":                   {kind: metrics.Counter, unit: metrics.Bytes},
		"App_Latency_Seconds":           {unit: metrics.Seconds},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			s := metrics.Default().Series(name)
			require.Equal(t, name, s.Name)
			require.Equal(t, want.kind, s.Type)
			require.Equal(t, want.part, s.Part)
			require.Equal(t, want.unit, s.Unit)
			require.Equal(t, want.time, s.Timestamp)
			require.False(t, s.Closed)
			kind := metrics.Names
			if want.kind == metrics.Unknown && !want.unit.Known() && !want.time {
				kind = metrics.Nowhere
			}
			require.Equal(t, kind, s.Source.Kind)
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestByName(t *testing.T) {
	tests := map[string]struct {
		name     string
		declared metrics.Type
		kind     metrics.Type
		unit     metrics.Unit
		min      bool // it is at least 0
	}{
		"what is declared is believed":        {"app_requests_total", metrics.Gauge, metrics.Gauge, metrics.Unit{}, false},
		"what is not declared its name tells": {"app_requests_total", metrics.Unknown, metrics.Counter, metrics.Things, true},
		"not all that is called info is 1":    {"app_info", metrics.Unknown, metrics.Unknown, metrics.Unit{}, false},
		"durations are not below 0":           {"app_latency_seconds", metrics.Histogram, metrics.Histogram, metrics.Seconds, true},
		"temperatures may be":                 {"app_celsius", metrics.Summary, metrics.Summary, must(metrics.ParseUnit("celsius")), false},
		"a gauge that is called like a part":  {"app_latency_seconds_sum", metrics.Gauge, metrics.Gauge, metrics.Unit{}, false},
		"a gauge in seconds may be below 0":   {"app_offset_seconds", metrics.Gauge, metrics.Gauge, metrics.Seconds, false},
	}
	for why, test := range tests {
		t.Run(why, func(t *testing.T) {
			m := metrics.ByName(test.name, test.declared)
			require.Equal(t, test.kind, m.Type)
			require.Equal(t, test.unit, m.Unit)
			require.Equal(t, test.min, m.Min == 0)
		})
	}
}
