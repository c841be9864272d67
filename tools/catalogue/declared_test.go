package main

import (
	"go/token"
	"path/filepath"
	"testing"

	"github.com/promwright/promwright/rules/metrics"
)

// TestDeclared reads a package that declares metrics in each way that exporters do.
func TestDeclared(t *testing.T) {
	client, err := clientGolang.dir()
	if err != nil {
		t.Skipf("the types that declare metrics cannot be had: %v", err)
	}
	app, err := filepath.Abs(filepath.Join("testdata", "app"))
	if err != nil {
		t.Fatal(err)
	}
	l := &loader{token.NewFileSet(), "linux", map[string]string{"example.org/app": app, "github.com/prometheus/client_golang": client}, map[string]*code{}}
	c, err := l.load("example.org/app")
	if err != nil {
		t.Fatal(err)
	}
	found := declared(c)
	all := map[string]*metrics.Metric{}
	for _, m := range found.found {
		combine(all, *m)
	}
	var out []metrics.Metric
	for _, m := range all {
		conventions(m)
		out = append(out, *m)
	}
	want := `metrics:
  app_build_info: {labels: {revision}}
  app_duration_seconds: {type: counter, unit: seconds, labels: {step}}
  app_latency_seconds: {type: summary, unit: seconds, open: true, min: 0}
  app_now_seconds: {type: gauge, unit: seconds}
  app_queue_depth: {type: gauge, labels: {queue}}
  app_queue_wait_seconds: {type: histogram, unit: seconds, open: true, min: 0}
  app_ready: {type: gauge}
  app_requests_total: {type: counter, unit: things, labels: {code, method, path, version}}
  app_size_bytes: {type: gauge, unit: bytes}
  app_table_total: {type: counter, unit: things, labels: {row}}
`
	if got := string(metrics.File{Metrics: out}.Encode()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(found.skipped) != 1 {
		t.Errorf("%d names depend on the run, want 1", len(found.skipped))
	}
}
