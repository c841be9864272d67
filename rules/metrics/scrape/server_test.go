package scrape_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics/scrape"
)

// series are what the server of the tests has, by name, with the names of their labels.
var series = map[string][]string{
	"app_requests_total":       {"__name__", "code", "instance", "job", "team"},
	"app_wait_seconds_bucket":  {"__name__", "instance", "job", "le", "path"},
	"app_wait_seconds_count":   {"__name__", "instance", "job", "path"},
	"app_wait_seconds_sum":     {"__name__", "instance", "job", "path"},
	"app_wait_seconds_created": {"__name__", "instance", "job", "path"},
	"app_size_bytes":           {"__name__", "instance", "job", "quantile"},
	"app_size_bytes_sum":       {"__name__", "instance", "job"},
	"app_temperature":          {"__name__", "instance", "job"},
	"mixed":                    {"__name__", "instance", "job"},
	"up":                       {"__name__", "instance", "job"},
	"app:requests:rate5m":      {"__name__", "job"},
	"ALERTS":                   {"__name__", "alertname", "alertstate"},
}

const metadata = `{
	"app_requests": [{"type": "counter", "help": "Requests.", "unit": ""}],
	"app_wait_seconds": [{"type": "histogram", "help": "", "unit": "seconds"}],
	"app_size_bytes": [{"type": "summary", "help": "", "unit": ""}],
	"app_temperature": [{"type": "gauge", "help": "", "unit": "celsius"}],
	"mixed": [{"type": "gauge", "unit": ""}, {"type": "counter", "unit": "bytes"}],
	"gone": [{"type": "gauge", "unit": ""}]
}`

// prometheus answers as the API of Prometheus does, below a path.
func prometheus(t *testing.T, below string) *httptest.Server {
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, data any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"status": "success", "data": data})
	}
	mux.HandleFunc(below+"/api/v1/metadata", func(w http.ResponseWriter, _ *http.Request) { answer(w, json.RawMessage(metadata)) })
	mux.HandleFunc(below+"/api/v1/label/__name__/values", func(w http.ResponseWriter, _ *http.Request) {
		var names []string
		for name := range series {
			names = append(names, name)
		}
		answer(w, names)
	})
	mux.HandleFunc(below+"/api/v1/labels", func(w http.ResponseWriter, r *http.Request) {
		var names []string
		for _, match := range r.URL.Query()["match[]"] {
			name := strings.TrimSuffix(strings.TrimPrefix(match, `{__name__="`), `"}`)
			names = append(names, series[name]...)
		}
		slices.Sort(names)
		answer(w, slices.Compact(names))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<html>")
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

const served = `metrics:
  app_requests_total: {type: counter, labels: {code, team}}
  app_size_bytes: {type: summary}
  app_temperature: {type: gauge, unit: celsius}
  app_wait_seconds: {type: histogram, unit: seconds, labels: {path}}
  mixed: {}
  up: {}
`

func TestServer(t *testing.T) {
	for _, path := range []string{"", "/prometheus"} {
		server := prometheus(t, path)
		for _, address := range []string{server.URL + path, server.URL + path + "/"} {
			all, err := scrape.Fetch(context.Background(), server.Client(), address)
			require.NoError(t, err)
			require.Equal(t, served, text(all))
		}
	}
}

func TestFetchPage(t *testing.T) {
	types := map[string]string{
		"text/plain; version=0.0.4; charset=utf-8":    "# TYPE a counter\na 1\n",
		"application/openmetrics-text; version=1.0.0": "# TYPE a counter\na_total 1\n# EOF\n",
		"text/plain": "a 1\n",
	}
	want := map[string]string{
		"text/plain; version=0.0.4; charset=utf-8":    "metrics:\n  a: {type: counter}\n",
		"application/openmetrics-text; version=1.0.0": "metrics:\n  a_total: {type: counter}\n",
		"text/plain": "metrics:\n  a: {}\n",
	}
	for kind, page := range types {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, page)
		}))
		all, err := scrape.Fetch(context.Background(), server.Client(), server.URL+"/metrics")
		server.Close()
		require.NoError(t, err, kind)
		require.Equal(t, want[kind], text(all), kind)
	}
}

func TestFetchErrors(t *testing.T) {
	tests := map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"nothing is there": {http.NotFound, "/x: the answer is 404 Not Found; and no Prometheus server: "},
		"a website": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<html>")
		}, "/x: no page of metrics: its type is text/html; and no Prometheus server: "},
		"an API that refuses": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"status":"error","error":"not today"}`)
		}, `/x/api/v1/metadata: the status is "error": not today`},
		"a page that is broken": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "a{\n")
		}, "/x: after 0 metrics: "},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(test.handler)
			defer server.Close()
			address := strings.Replace(server.URL, "http://", "http://me:secret@", 1) + "/x"
			_, err := scrape.Fetch(context.Background(), server.Client(), address)
			require.ErrorContains(t, err, test.want)
			require.NotContains(t, err.Error(), "secret")
		})
	}
}
