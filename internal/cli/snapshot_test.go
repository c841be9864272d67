package cli_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/cli"
)

// TestSnapshotOfURLs takes one snapshot of a target and of a Prometheus server that wants a password.
func TestSnapshotOfURLs(t *testing.T) {
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		fmt.Fprint(w, "# TYPE app_total counter\napp_total{code=\"200\"} 1\n")
	}))
	defer target.Close()
	answers := map[string]string{
		"/api/v1/metadata":              `{"queue_depth": [{"type": "gauge", "unit": ""}]}`,
		"/api/v1/label/__name__/values": `["queue_depth"]`,
		"/api/v1/labels":                `["__name__", "instance", "job", "queue"]`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, password, _ := r.BasicAuth(); password != "secret" || answers[r.URL.Path] == "" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"status": "success", "data": %s}`, answers[r.URL.Path])
	}))
	defer server.Close()

	var stdout, stderr bytes.Buffer
	withPassword := strings.Replace(server.URL, "http://", "http://me:secret@", 1)
	code := cli.Main([]string{"metrics", "snapshot", target.URL + "/metrics", withPassword}, nil, &stdout, &stderr)
	require.Empty(t, stderr.String())
	require.Equal(t, cli.ExitClean, code)
	redacted := strings.Replace(server.URL, "http://", "http://me:xxxxx@", 1)
	require.Equal(t, "# Written by: rulelint metrics snapshot "+target.URL+"/metrics "+redacted+`
metrics:
  app_total: {type: counter, labels: {code}}
  queue_depth: {type: gauge, labels: {queue}}
`, stdout.String())

	code = cli.Main([]string{"metrics", "snapshot", "--timeout", "1ns", target.URL}, nil, &stdout, &stderr)
	require.Equal(t, cli.ExitFailed, code)
	require.Contains(t, stderr.String(), "context deadline exceeded")
}
