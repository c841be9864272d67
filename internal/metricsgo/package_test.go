package metricsgo_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"

	"github.com/promwright/promwright/internal/metricsgo"
	"github.com/promwright/promwright/rules/metrics"
)

// TestCompiles holds that the package of every exporter of the catalogue type-checks, and is the same each time.
func TestCompiles(t *testing.T) {
	promql := load(t)
	for _, exporter := range metrics.Exporters() {
		t.Run(exporter, func(t *testing.T) {
			file, err := metrics.Exporter(exporter)
			require.NoError(t, err)
			p := metricsgo.Package{Name: "metrics", Command: "test", Target: []string{"instance", "job"}}
			source, err := p.Source(metrics.Default(), names(file.Metrics))
			require.NoError(t, err)
			again, err := p.Source(metrics.Default(), names(file.Metrics))
			require.NoError(t, err)
			require.Equal(t, string(source), string(again))

			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, "metrics.go", source, 0)
			require.NoError(t, err)
			config := types.Config{Importer: only{promql}}
			checked, err := config.Check("metrics", fset, []*ast.File{parsed}, nil)
			require.NoError(t, err)
			require.NotEmpty(t, checked.Scope().Names())
		})
	}
}

// load returns rules/promql.
func load(t *testing.T) *types.Package {
	config := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile}
	loaded, err := packages.Load(config, "github.com/promwright/promwright/rules/promql")
	require.NoError(t, err)
	require.Len(t, loaded, 1)
	require.Empty(t, loaded[0].Errors)
	return loaded[0].Types
}

// only imports one package.
type only struct{ *types.Package }

func (o only) Import(path string) (*types.Package, error) {
	if path != o.Path() {
		return nil, fmt.Errorf("package %s is not loaded", path)
	}
	return o.Package, nil
}

func names(all []metrics.Metric) []string {
	var out []string
	for _, m := range all {
		out = append(out, m.Name)
	}
	return out
}

func TestSource(t *testing.T) {
	known, err := metrics.ReadSnapshot("test", []byte(`
metrics:
  app_up: {type: gauge}
  app_UP: {type: gauge}
  app_9_lives: {type: gauge, labels: {cat}}
  app_labels: {type: gauge, labels: {pod}, open: true}
  app_delta: {type: histogram, unit: celsius}
  app_latency_seconds: {type: summary}
  app_started: {type: gauge, unit: seconds, timestamp: true}
  app_who_knows: {}
  other_total: {type: counter}
`))
	require.NoError(t, err)
	db := metrics.Default().With(metrics.Source{Kind: metrics.Snapshot, Name: "test"}, known)
	p := metricsgo.Package{Name: "app", Command: "cmd", Prefix: "app_", Target: []string{"job", "cat"}}
	source, err := p.Source(db, names(known))
	require.NoError(t, err)
	text := string(source)
	for why, want := range map[string]string{
		"labels of the target behind those of the metric, none twice": `X9Lives = promql.NewGauge("app_9_lives", "cat", "job")`,
		"names that differ in case alone keep their case":             `UP = promql.NewGauge("app_UP", "job", "cat")`,
		"labels are not declared if there may be others":              `Labels = promql.NewGauge("app_labels")`,
		"a sum of what may be below 0 is no counter":                  `DeltaSum = promql.NewGauge("app_delta_sum", "job", "cat")`,
		"the buckets are counters":                                    `DeltaBucket = promql.NewCounter("app_delta_bucket", "le", "job", "cat")`,
		"quantiles are gauges":                                        `LatencySeconds = promql.NewGauge("app_latency_seconds", "quantile", "job", "cat")`,
		"units are told":                                              `// LatencySecondsSum is app_latency_seconds_sum, the sum of a summary in seconds.`,
		"times are told":                                              `// Started is app_started, a time in seconds since 1970.`,
		"what is not declared is named":                               "//\tapp_who_knows\n",
	} {
		require.Contains(t, text, want, why)
	}
	require.NotContains(t, text, "other_total")
	require.Equal(t, 1, strings.Count(text, "\tUp "), text)
}

func TestSourceErrors(t *testing.T) {
	known, err := metrics.ReadSnapshot("test", []byte("metrics:\n  a_b: {type: gauge}\n  A_b: {type: gauge}\n  c: {}\n"))
	require.NoError(t, err)
	db := metrics.Default().With(metrics.Source{Kind: metrics.Snapshot}, known)
	_, err = metricsgo.Package{Name: "app"}.Source(db, names(known))
	require.EqualError(t, err, "A_b and a_b would both be called A_b")
	_, err = metricsgo.Package{Name: "app"}.Source(db, []string{"c"})
	require.EqualError(t, err, `no metric to declare: of 1, none whose type is known begins with ""`)
	_, err = metricsgo.Package{Name: "9"}.Source(db, nil)
	require.EqualError(t, err, `package name "9": a Go identifier is needed`)
}
