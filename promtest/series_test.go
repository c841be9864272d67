package promtest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
)

// counted returns a test that wants so many samples of x in its first 10 minutes.
func counted(s promtest.Series, want float64) promtest.Test {
	return promtest.Test{
		Series: []promtest.Series{s},
		Want:   []promtest.Expectation{promtest.Samples{Expr: "sum(count_over_time(x[10m]))", At: 10*minute - time.Millisecond, Want: map[string]float64{"": want}}},
	}
}

func TestSeriesAreScrapedAsTheySay(t *testing.T) {
	tests := map[string]struct {
		series promtest.Series
		want   float64
	}{
		"as the test":   {promtest.Series{Metric: "x", Timeline: promtest.Const(1)}, 10},
		"more often":    {promtest.Series{Metric: "x", Timeline: promtest.Const(1), Scrape: 15 * time.Second}, 40},
		"less often":    {promtest.Series{Metric: "x", Timeline: promtest.Const(1), Scrape: 5 * minute}, 2},
		"beginning at":  {promtest.Series{Metric: "x", Timeline: promtest.Const(1), Offset: 5*minute + 30*time.Second}, 5},
		"late, not off": {promtest.Series{Metric: "x", Timeline: promtest.Const(1), Jitter: 59 * time.Second, Seed: 1}, 10},
	}
	for name, test := range tests {
		result, err := counted(test.series, test.want).Eval(t.Context())
		require.NoError(t, err, name)
		require.Empty(t, result.Failures, name)
	}
}

func TestSeriesMistakes(t *testing.T) {
	tests := map[string]struct {
		series []promtest.Series
		want   string
	}{
		"jitter":           {[]promtest.Series{{Metric: "x", Timeline: promtest.Const(1), Jitter: minute}}, "series x: jitter 1m0s is not below 1m0s, the time between scrapes"},
		"a negative time":  {[]promtest.Series{{Metric: "x", Timeline: promtest.Const(1), Scrape: -minute}}, "series x: scrape -1m0s, offset 0s, jitter 0s: none may be negative"},
		"too often":        {[]promtest.Series{{Metric: "x", Timeline: promtest.Const(1), Scrape: time.Microsecond}}, "series x: scrape 1µs, offset 0s: not whole milliseconds"},
		"no index":         {promtest.Repeat(2, promtest.Series{Metric: "x", Timeline: promtest.Const(1)}), "series x: Repeat(2): the metric lacks {{i}}, without which all are one series"},
		"none":             {promtest.Repeat(0, promtest.Series{Metric: "x", Timeline: promtest.Const(1)}), "series x: Repeat(0): want a number from 1 to 100000"},
		"no header":        {promtest.FromWideCSV(strings.NewReader("0,1\n")), "csv: want a header that names the series"},
		"no page":          {promtest.FromExposition(nil), "exposition: after 0 series: no series"},
		"a broken page":    {promtest.FromExposition([]byte("a 1\nb one\n")), `exposition: after 1 series: strconv.ParseFloat: parsing "one": invalid syntax while parsing: "b one"`},
		"a broken column":  {promtest.FromWideCSV(strings.NewReader("t,x{\n0,1\n")), "series x{: 1:3: parse error: unexpected end of input inside braces"},
		"given by a page":  {append(promtest.FromExposition([]byte("a 1\n")), promtest.Series{Metric: "a"}), "series a: given twice"},
		"too many of them": {promtest.Repeat(100_001, promtest.Series{Metric: "x{i='{{i}}'}"}), "series x{i='{{i}}'}: Repeat(100001): want a number from 1 to 100000"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := promtest.Test{Name: "t", Series: test.series, End: minute}.Eval(t.Context())
			require.EqualError(t, err, "promtest: test t: "+test.want)
		})
	}
}

const page = `# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{code="200",path="/a \"b\" \\c"} 1027 1395066363000
# TYPE latency histogram
latency_bucket{le="1"} 3
latency_bucket{le="+Inf"} 4
latency_sum 2.5
latency_count 4
{"queue.depth","a.b"="c"} NaN
`

func TestExpositionsBecomeSeries(t *testing.T) {
	all := promtest.FromExposition([]byte(page))
	var metrics []string
	for _, s := range all {
		metrics = append(metrics, s.Metric)
	}
	require.Equal(t, []string{
		`http_requests_total{code="200", path="/a \"b\" \\c"}`, `latency_bucket{le="1.0"}`, `latency_bucket{le="+Inf"}`, "latency_sum", "latency_count",
		`{__name__="queue.depth", "a.b"="c"}`,
	}, metrics)
	open := promtest.FromExposition([]byte("# TYPE a counter\na_total 3 # {id=\"x\"} 1\na_created 12\n# EOF\n"))
	require.Len(t, open, 1)
	require.Equal(t, "a_total", open[0].Metric)
	result, err := promtest.Test{Series: append(all, open...), Want: []promtest.Expectation{
		promtest.Samples{Expr: `http_requests_total{path=~".*b.*"}`, At: hour, Want: map[string]float64{`http_requests_total{code="200", path="/a \"b\" \\c"}`: 1027}},
		promtest.Samples{Expr: `sum({"queue.depth"} != 0) or sum(latency_bucket)`, At: hour, Want: map[string]float64{"": 7}},
	}}.Eval(t.Context())
	require.NoError(t, err)
	require.Contains(t, result.Failures[0].Message, "want 1 sample, got 1 with other values")
	require.Equal(t, []string{"{} NaN"}, result.Failures[0].Got)
}

func TestWideFilesBecomeSeries(t *testing.T) {
	all := promtest.FromWideCSV(strings.NewReader("time,\"up{job=\"\"api\"\"}\",load\n0s,1,0.5\n5m,0,\n10m,1,stale\n"))
	result, err := promtest.Test{Series: all, Want: []promtest.Expectation{
		promtest.Samples{Expr: "up", At: 5 * minute, Until: 10 * minute, Want: map[string]float64{`up{job="api"}`: 0}},
		promtest.Samples{Expr: "load", At: 8 * minute, Want: map[string]float64{`load`: 0.5}},
		promtest.Samples{Expr: "load", At: 10 * minute},
	}}.Eval(t.Context())
	require.NoError(t, err)
	require.Empty(t, result.Failures)
}

func TestRepeatedSeriesDiffer(t *testing.T) {
	base := promtest.Series{Metric: `x{node="{{i}}"}`, Timeline: promtest.Const(1).Noise(1, 5), Jitter: time.Second}
	all := promtest.Repeat(3, base)
	require.Len(t, all, 3)
	require.Equal(t, `x{node="2"}`, all[2].Metric)
	require.Equal(t, []uint64{0, 1, 2}, []uint64{all[0].Seed, all[1].Seed, all[2].Seed})
	first := func(s promtest.Series) float64 {
		for sample := range s.Timeline.Scrape(minute, 0) {
			return sample.Value
		}
		return 0
	}
	require.Equal(t, first(base), first(all[0]))
	require.NotEqual(t, first(all[0]), first(all[1]))
	require.Equal(t, first(promtest.Series{Timeline: promtest.Const(1).Noise(1, 7)}), first(all[2]))
}
