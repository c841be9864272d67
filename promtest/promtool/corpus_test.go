package promtool_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/promtool"
)

// corpus returns the test files of a folder of the corpus, and skips the test where there is no corpus.
func corpus(tb testing.TB, folder string) []string {
	tb.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus", "promtool-tests", folder)
	list, err := os.ReadFile(filepath.Join(dir, "TESTS.txt"))
	if os.IsNotExist(err) {
		tb.Skip("no corpus beside the repository")
	}
	require.NoError(tb, err)
	var paths []string
	for _, name := range strings.Fields(string(list)) {
		paths = append(paths, filepath.Join(dir, filepath.FromSlash(name)))
	}
	return paths
}

func TestFilesThatPromtoolPasses(t *testing.T) {
	results, err := promtool.Run(t.Context(), corpus(t, "passing"), promtool.Options{})
	require.NoError(t, err)
	for _, f := range results {
		for _, err := range f.Errors {
			t.Error(err)
		}
		for _, r := range f.Results {
			for _, failure := range r.Failures {
				t.Errorf("%s: %s", failure.Where, failure.Message)
			}
		}
	}
}

// assertions is how many assertions promtool v0.316.0 says fail; 0: it refuses the rule file.
var assertions = map[string]int{
	"test_loki_distributor_failures.yaml":  2,
	"test_loki_request_latency.yaml":       2,
	"test_alerts.yaml":                     12,
	"etcd-io+etcd/contrib/mixin/test.yaml": 1,
	"bad-promql.yml":                       1,
	"testdata/failing.yml":                 4,
	"rules_run.yml":                        1,
	"rules_run_extrafields.yml":            0,
	"rules_run_fuzzy.yml":                  2,
	"rules_run_no_fuzzy.yml":               2,
	"address_ingest_rules.test.yml":        5,
	"confidential_assets_rules.test.yml":   2,
	"ministry_moderation_rules.test.yml":   4,
	"nexus_audit_rules.test.yml":           1,
	"nexus_lane_rules.test.yml":            2,
	"soradns_gateway_rules.test.yml":       8,
	"soradns_transparency_rules.test.yml":  2,
	"sorafs_capacity_rules.test.yml":       0,
	"sorafs_fetch_rules.test.yml":          1,
	"soranet_handshake_rules.test.yml":     5,
	"soranet_incentives_rules.test.yml":    3,
	"soranet_lane_rules.test.yml":          1,
	"soranet_policy_rules.test.yml":        1,
	"soranet_privacy_rules.test.yml":       4,
	"taikai_viewer_rules.test.yml":         5,
	"torii_norito_rpc_rules.test.yml":      3,
	"bz1974830.yaml":                       1,
}

func TestFilesThatPromtoolFails(t *testing.T) {
	results, err := promtool.Run(t.Context(), corpus(t, "failing"), promtool.Options{})
	require.NoError(t, err)
	for _, f := range results {
		want, known := -1, false
		for suffix, n := range assertions {
			if strings.HasSuffix(filepath.ToSlash(f.Path), "/"+suffix) {
				want, known = n, true
			}
		}
		require.True(t, known, "%s: say what promtool says", f.Path)
		got := 0
		for _, r := range f.Results {
			got += len(r.Failures)
		}
		require.False(t, f.Passed(), f.Path)
		require.Equal(t, want == 0, len(f.Errors) > 0, f.Path)
		require.Equal(t, want, got, f.Path)
	}
}

// BenchmarkRun runs the files that promtool passes in 85 seconds, on the same two processors.
func BenchmarkRun(b *testing.B) {
	paths := corpus(b, "passing")
	var mixin []string
	for _, path := range paths {
		if strings.Contains(path, "kubernetes-mixin") {
			mixin = append(mixin, path)
		}
	}
	for name, paths := range map[string][]string{"passing": paths, "kubernetes-mixin": mixin} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := promtool.Run(b.Context(), paths, promtool.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
