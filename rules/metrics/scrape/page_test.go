package scrape_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/metrics/scrape"
)

// text returns metrics as lines of a snapshot.
func text(all []metrics.Metric) string { return string(metrics.File{Metrics: all}.Encode()) }

func TestPage(t *testing.T) {
	tests := map[string]struct{ page, want string }{
		"no types are declared":                      {"a 1\nb_total{x=\"1\"} 2\n", "  a: {}\n  b_total: {labels: {x}}\n"},
		"types without series say nothing of labels": {"# TYPE a gauge\n# TYPE b gauge\nb 1\n", "  b: {type: gauge}\n"},
		"a histogram": {
			"# TYPE h histogram\nh_bucket{p=\"/\",le=\"1\"} 1\nh_bucket{p=\"/\",le=\"+Inf\"} 1\nh_sum{p=\"/\"} 1\nh_count{p=\"/\"} 1\n",
			"  h: {type: histogram, labels: {p}}\n",
		},
		"a summary, and a gauge that is called like a part of a gauge": {
			"# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 1\ns_count 1\n# TYPE g gauge\ng 1\ng_count 2\n",
			"  g: {type: gauge}\n  g_count: {}\n  s: {type: summary}\n",
		},
		"labels of all series, but those that scraping adds": {
			"# TYPE a gauge\na{job=\"x\",instance=\"y\",b=\"1\"} 1\na{c=\"2\"} 1\n", "  a: {type: gauge, labels: {b, c}}\n",
		},
		"info metrics of older clients":        {"# TYPE a_info gauge\na_info{v=\"1\"} 1\n", "  a_info: {type: info, labels: {v}}\n"},
		"what is called info and is none":      {"# TYPE a_info gauge\na_info{v=\"1\"} 0\n", "  a_info: {type: gauge, labels: {v}}\n"},
		"recorded series of a federated page":  {"# TYPE a:b untyped\na:b 1\na 1\n", "  a: {}\n"},
		"OpenMetrics: counters, units, info":   {"# TYPE c_seconds counter\n# UNIT c_seconds seconds\nc_seconds_total 1\nc_seconds_created 5\n# TYPE i info\ni_info{v=\"1\"} 1\n# EOF\n", "  c_seconds_total: {type: counter, unit: seconds}\n  i_info: {type: info, labels: {v}}\n"},
		"OpenMetrics: states":                  {"# TYPE s stateset\ns{s=\"a\"} 1\ns{s=\"b\"} 0\n# EOF\n", "  s: {type: gauge, labels: {s}}\n"},
		"OpenMetrics: exemplars and times":     {"# TYPE c counter\nc_total 1 1.5e9 # {id=\"a\"} 1\n# EOF\n", "  c_total: {type: counter}\n"},
		"a unit that has no name here":         {"# TYPE c_parsecs gauge\n# UNIT c_parsecs parsecs\nc_parsecs 1\n# EOF\n", "  c_parsecs: {type: gauge}\n"},
		"names in UTF-8":                       {"# TYPE \"a.b\" gauge\n{\"a.b\",\"c d\"=\"1\"} 1\n", "  a.b: {type: gauge, labels: {c d}}\n"},
		"values that are no numbers":           {"# TYPE a gauge\na NaN\nb +Inf\n", "  a: {type: gauge}\n  b: {}\n"},
		"states of which every thing has each": {"# TYPE a gauge\na{host=\"1\",state=\"on\"} 1\na{host=\"1\",state=\"off\"} 0\na{host=\"2\",state=\"on\"} 0\na{host=\"2\",state=\"off\"} 1\n", "  a: {type: gauge, labels: {host, state: [\"off\", \"on\"]}}\n"},
		"states that came up so far":           {"# TYPE a gauge\na{host=\"1\",state=\"on\"} 1\na{host=\"2\",state=\"on\"} 1\na{host=\"2\",state=\"off\"} 0\n", "  a: {type: gauge, labels: {host, state}}\n"},
		"states that are counted":              {"# TYPE a gauge\na{state=\"on\"} 7\na{state=\"off\"} 0\n", "  a: {type: gauge, labels: {state}}\n"},
		"counters of states":                   {"# TYPE a counter\na{state=\"on\"} 1\na{state=\"off\"} 0\n", "  a: {type: counter, labels: {state}}\n"},
		"what is no state":                     {"# TYPE a gauge\na{pod=\"x\"} 1\na{pod=\"y\"} 0\n", "  a: {type: gauge, labels: {pod}}\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			all, err := scrape.Page("page", []byte(test.page))
			require.NoError(t, err)
			require.Equal(t, "metrics:\n"+test.want, text(all))
		})
	}
}

func TestPageErrors(t *testing.T) {
	for page, want := range map[string]string{
		"a{b=c} 1\n":                   "page: after 0 metrics: ",
		"<html>":                       "page: after 0 metrics: ",
		"a 1\nb x\n":                   "page: after 1 metrics: ",
		"# TYPE a gauge\na 1\n\n# EOF": "page: after 1 metrics: ",
	} {
		_, err := scrape.Page("page", []byte(page))
		require.ErrorContains(t, err, want, page)
	}
	all, err := scrape.Page("page", nil)
	require.NoError(t, err)
	require.Empty(t, all)
}

func TestMerge(t *testing.T) {
	read := func(lines string) []metrics.Metric {
		all, err := metrics.ReadSnapshot("test", []byte("metrics:\n"+lines))
		require.NoError(t, err)
		return all
	}
	a := read("  only_a: {type: counter}\n  m: {type: gauge, unit: bytes, labels: {x, state: [a, b]}, min: 0, whole: true}\n  t: {type: gauge}\n")
	b := read("  only_b: {}\n  m: {type: gauge, unit: seconds, labels: {z, state: [b, c]}, min: -1, max: 1}\n  t: {type: counter, labels: {state}}\n")
	c := read("  m: {type: gauge, labels: {state}, open: true}\n")
	want := "metrics:\n  m: {type: gauge, labels: {state: [a, b, c], x, z}, min: -1}\n  only_a: {type: counter}\n  only_b: {}\n  t: {labels: {state}}\n"
	require.Equal(t, want, text(scrape.Merge(a, b)))
	require.Equal(t, want, text(scrape.Merge(b, a)), "the order does not matter")
	require.Contains(t, text(scrape.Merge(a, b, c)), "  m: {type: gauge, labels: {state, x, z}, open: true}\n")
	require.Equal(t, text(a), text(scrape.Merge(a, a)))
}

func FuzzPage(f *testing.F) {
	f.Add([]byte("# TYPE a gauge\na{b=\"c\"} 1\n"))
	f.Add([]byte("# TYPE c counter\n# UNIT c_seconds seconds\nc_total 1 # {a=\"b\"} 2\n# EOF\n"))
	f.Add([]byte("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\n{\"u.t\\\"f\",\"l l\"=\"\\n\"} 1\n"))
	f.Fuzz(func(t *testing.T, page []byte) {
		all, err := scrape.Page("page", page)
		if err != nil {
			return
		}
		again, err := metrics.ReadSnapshot("again", metrics.File{Metrics: all}.Encode())
		require.NoError(t, err)
		require.Equal(t, text(all), text(again))
	})
}
