package metrics_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics"
)

const everything = `# What one line says.
# And another.
source: app 1.0
metrics:
  app_build_info: {type: info, labels: {version}}
  app_latency_seconds: {type: histogram, unit: seconds, labels: {path}, min: 0}
  app_left_ratio: {type: gauge, unit: ratio, min: 0, max: 1, partOf: app_all_ratio}
  app_offset: {type: gauge, unit: bytes/seconds, min: -0.5, max: 1e+06, whole: true}
  app_requests_total: {type: counter, unit: things, labels: {code: ["200", "false", on call, "ü, {"], method}, open: true}
  app_start: {type: gauge, unit: seconds, timestamp: true}
  app_unknown: {}
`

func TestFileRoundTrip(t *testing.T) {
	file, err := metrics.ReadFile("app.yaml", []byte(everything))
	require.NoError(t, err)
	require.Equal(t, "What one line says.\nAnd another.", file.Comment)
	require.Equal(t, "app 1.0", file.Source)
	require.Len(t, file.Metrics, 7)
	require.Equal(t, everything, string(file.Encode()))

	slices.Reverse(file.Metrics)
	require.Equal(t, everything, string(file.Encode()), "the order of metrics does not matter")

	requests := file.Metrics[slices.IndexFunc(file.Metrics, func(m metrics.Metric) bool { return m.Name == "app_requests_total" })]
	require.Equal(t, []string{"200", "false", "on call", "ü, {"}, requests.Labels[0].Values)
	require.Zero(t, requests.Min)
	require.True(t, math.IsInf(requests.Max, 1))
}

// TestReadWrittenByHand holds that any YAML will do, not only what Encode writes.
func TestReadWrittenByHand(t *testing.T) {
	all, err := metrics.ReadSnapshot("x.yaml", []byte(`
metrics:
  app_size:
    type: gauge
    unit: 'bytes'
    max: .inf
    labels:
      zone:
      state:
      - up
      - down
  app_empty: {}
`))
	require.NoError(t, err)
	want := []metrics.Metric{
		{Name: "app_empty", Min: math.Inf(-1), Max: math.Inf(1)},
		{
			Name: "app_size", Type: metrics.Gauge, Unit: metrics.Bytes, Min: math.Inf(-1), Max: math.Inf(1),
			Labels: []metrics.Label{{Name: "state", Values: []string{"down", "up"}}, {Name: "zone"}},
		},
	}
	require.Empty(t, cmp.Diff(want, all, cmpopts.EquateComparable(metrics.Unit{})))
}

func TestReadErrors(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"nothing":                   {"", "f:1:1: no metrics, want a mapping with metrics"},
		"only comments":             {"# a\n", "f:1:1: no metrics, want a mapping with metrics"},
		"no metrics":                {"source: x\n", "f:1:1: no metrics, want a mapping with metrics"},
		"a list":                    {"- a\n", "f:1:1: the file is a list, want a mapping"},
		"metrics are text":          {"metrics: x\n", `f:1:10: metrics is "x", want a mapping`},
		"broken YAML":               {"metrics:\n  a: {\n", "f:2:1: did not find expected node content"},
		"two documents":             {"metrics: {}\n---\nmetrics: {}\n", "f:2:1: a second document, want one"},
		"an unknown key":            {"metric: {}\n", `f:1:1: unknown key "metric"; did you mean metrics?`},
		"a metric twice":            {"metrics:\n  a: {}\n  a: {}\n", "f:3:3: metrics has a twice, first in line 2"},
		"a metric without facts":    {"metrics:\n  a:\n", "f:2:5: a is empty, want a mapping"},
		"a name that is none":       {"metrics:\n  \"\": {}\n", `f:2:3: "" is no name of a metric`},
		"a type that is none":       {"metrics:\n  a: {type: countr}\n", `f:2:13: type "countr" is unknown; did you mean counter?`},
		"a unit that is none":       {"metrics:\n  a: {unit: secnds}\n", `f:2:13: unit "secnds" is unknown; did you mean seconds?`},
		"a number that is none":     {"metrics:\n  a: {min: low}\n", `f:2:12: min is "low", want a number`},
		"not a number":              {"metrics:\n  a: {max: .nan}\n", `f:2:12: max is ".nan", want a number`},
		"bounds the wrong way":      {"metrics:\n  a: {min: 2, max: 1}\n", "f:2:3: a: min 2 is above max 1"},
		"an info metric of 2":       {"metrics:\n  a: {type: info, min: 2}\n", "f:2:3: a: min 2 is above max 1"},
		"a flag that is none":       {"metrics:\n  a: {whole: yes}\n", `f:2:14: whole "yes" is unknown; allowed are false, true`},
		"labels in a list":          {"metrics:\n  a: {labels: [b]}\n", "f:2:15: labels of a is a list, want a mapping"},
		"a label twice":             {"metrics:\n  a: {labels: {b, b}}\n", "f:2:19: labels of a has b twice, first in line 2"},
		"the name of the metric":    {"metrics:\n  a: {labels: {__name__}}\n", `f:2:16: "__name__" is no name of a label`},
		"a value that is no list":   {"metrics:\n  a: {labels: {b: c}}\n", `f:2:19: values of label b are "c", want a list, or nothing if any can come`},
		"no values":                 {"metrics:\n  a: {labels: {b: []}}\n", "f:2:19: values of label b are a list, want a list, or nothing if any can come"},
		"a value twice":             {"metrics:\n  a: {labels: {b: [c, c]}}\n", `f:2:23: label b has the value "c" twice`},
		"le of a histogram":         {"metrics:\n  a: {type: histogram, labels: {le}}\n", "f:2:3: a: label le is that of every histogram, leave it out"},
		"quantile of a summary":     {"metrics:\n  a: {type: summary, labels: {quantile}}\n", "f:2:3: a: label quantile is that of every summary, leave it out"},
		"a key that is a list":      {"metrics:\n  ? [a]\n  : {}\n", "f:2:5: a key of metrics is a list, want a name"},
		"an alias":                  {"metrics:\n  a: &x {}\n  b: *x\n", "f:3:6: b is an alias, want a mapping"},
		"all that is wrong at once": {"metrics:\n  a: {typ: gauge}\n  b: {min: x}\n", "f:2:7: unknown key \"typ\"; did you mean type?\nf:3:12: min is \"x\", want a number"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := metrics.ReadSnapshot("f", []byte(test.source))
			require.EqualError(t, err, test.want)
		})
	}
}

// FuzzReadSnapshot holds that whatever is read can be written, and read again as the same.
func FuzzReadSnapshot(f *testing.F) {
	f.Add([]byte(everything))
	f.Add([]byte("metrics:\n  a: {min: 2, max: 1}\n"))
	f.Add([]byte("metrics:\n  \"a b\": {labels: {\"\\x7f\\ufeff\": [\"\\n\", '']}}\n"))
	f.Fuzz(func(t *testing.T, source []byte) {
		file, err := metrics.ReadFile("f", source)
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				require.Regexp(t, `^f:[0-9]+:[0-9]+: `, line)
			}
			return
		}
		again, err := metrics.ReadFile("f", metrics.File{Metrics: file.Metrics}.Encode())
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(file.Metrics, again.Metrics, cmpopts.EquateComparable(metrics.Unit{}), cmpopts.EquateEmpty()))
	})
}
