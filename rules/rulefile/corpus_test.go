package rulefile_test

import (
	"log/slog"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

func TestCorpus(t *testing.T) {
	tests := map[string]struct{ files, rules int }{
		"kube-prometheus":           {8, 234},
		"awesome-prometheus-alerts": {54, 434},
		"mixins":                    {51, 579},
	}
	for folder, want := range tests {
		t.Run(folder, func(t *testing.T) {
			files := yamlFiles(t, shared(t, "corpus/rules/"+folder))
			require.Len(t, files, want.files)
			rules := 0
			for _, path := range files {
				f := rulefile.ReadFile(path)
				require.Empty(t, f.Errors)
				checkFile(t, f)
				for r := range f.Rules() {
					rules++
					_, err := r.Query()
					require.NoError(t, err)
				}
			}
			require.Equal(t, want.rules, rules)
		})
	}
}

// TestAsPrometheusReads compares what is read from plain files with what Prometheus reads.
func TestAsPrometheusReads(t *testing.T) {
	p := parser.NewParser(parser.Options{EnableExperimentalFunctions: true})
	for _, folder := range []string{"corpus/rules/awesome-prometheus-alerts", "corpus/rules/mixins", "corpus/promtool-tests"} {
		for _, path := range yamlFiles(t, shared(t, folder)) {
			src, err := os.ReadFile(path)
			require.NoError(t, err)
			f := rulefile.Parse(path, src)
			if len(f.Documents) != 1 || f.Documents[0].Kind != rulefile.RuleFile {
				continue
			}
			want, errs := rulefmt.Parse(src, false, model.UTF8Validation, p, slog.New(slog.DiscardHandler))
			if len(errs) > 0 {
				t.Logf("%s: Prometheus: %v; here: %v", path, errs, f.Errors)
				continue
			}
			require.Empty(t, f.Errors, path)
			require.Empty(t, cmp.Diff(want.Groups, asRulefmt(t, f), cmpopts.EquateEmpty()), path)
		}
	}
}

func asRulefmt(t *testing.T, f *rulefile.File) []rulefmt.RuleGroup {
	var groups []rulefmt.RuleGroup
	for _, g := range f.Groups {
		group := rulefmt.RuleGroup{Name: g.Name.Value, Interval: duration(t, g.Interval), Labels: stringMap(g.Labels)}
		if g.QueryOffset.Present() {
			offset := duration(t, g.QueryOffset)
			group.QueryOffset = &offset
		}
		for _, r := range g.Rules {
			group.Rules = append(group.Rules, rulefmt.Rule{
				Record: r.Record.Value, Alert: r.Alert.Value, Expr: r.Expr.Value,
				For: duration(t, r.For), KeepFiringFor: duration(t, r.KeepFiringFor),
				Labels: stringMap(r.Labels), Annotations: stringMap(r.Annotations),
			})
		}
		groups = append(groups, group)
	}
	return groups
}

func duration(t *testing.T, s rulefile.Scalar) model.Duration {
	d, err := s.Duration()
	require.NoError(t, err)
	return model.Duration(d)
}

func stringMap(m rulefile.Map) map[string]string {
	if m == nil {
		return nil
	}
	out := map[string]string{}
	for _, p := range m {
		out[p.Key.Value] = p.Value.Value
	}
	return out
}
