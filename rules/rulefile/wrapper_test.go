package rulefile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// TestWrappers reads one rule in every wrapper, and finds its $labels.instance where it stands.
func TestWrappers(t *testing.T) {
	dir := shared(t, "lint-cases/wrappers")
	tests := map[string]struct {
		kinds []rulefile.Kind
		at    []string // $labels.instance of each rule
	}{
		"plain.yaml":       {[]rulefile.Kind{rulefile.RuleFile}, []string{"7:23"}},
		"thanos.yaml":      {[]rulefile.Kind{rulefile.Thanos}, []string{"8:23"}},
		"mimir.yaml":       {[]rulefile.Kind{rulefile.Mimir}, []string{"9:23"}},
		"vmalert.yaml":     {[]rulefile.Kind{rulefile.VMAlert}, []string{"9:23"}},
		"loki.yaml":        {[]rulefile.Kind{rulefile.Loki}, []string{"7:23"}},
		"cr.yaml":          {[]rulefile.Kind{rulefile.PrometheusRule}, []string{"12:25"}},
		"cr-multidoc.yaml": {[]rulefile.Kind{rulefile.PrometheusRule, rulefile.PrometheusRule}, []string{"12:25", "25:25"}},
		"list.json":        {[]rulefile.Kind{rulefile.List, rulefile.PrometheusRule}, []string{"1:271"}},
		"list-as.yaml":     {[]rulefile.Kind{rulefile.List, rulefile.PrometheusRule}, []string{"1:271"}},
		"list-pretty.json": {[]rulefile.Kind{rulefile.List, rulefile.PrometheusRule}, []string{"20:55"}},
		"configmap.yaml":   {[]rulefile.Kind{rulefile.ConfigMap, rulefile.RuleFile}, []string{"13:27"}},
		"helm-values.yaml": {[]rulefile.Kind{rulefile.HelmValues}, []string{"9:27"}},

		"helm-template.yaml": {[]rulefile.Kind{rulefile.PrometheusRule}, []string{"14:28"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.ReadFile(filepath.Join(dir, name))
			require.Empty(t, f.Errors)
			checkFile(t, f)
			require.Equal(t, test.kinds, kinds(f))
			var at []string
			for r := range f.Rules() {
				require.Equal(t, "HighErrors", r.Alert.Value)
				summary := r.Annotations[0].Value
				i := strings.Index(summary.Value, "$labels.instance")
				pos := summary.Pos(i)
				require.Equal(t, "$labels.instance", string(f.Source[pos.Offset:pos.Offset+16]))
				at = append(at, pos.String())
				edit, ok := summary.Replace(i, i+16, "$labels.job")
				require.True(t, ok)
				edited, err := rulefile.Apply(f.Source, []rulefile.Edit{edit})
				require.NoError(t, err)
				require.Equal(t, len(f.Source)-len("instance")+len("job"), len(edited))
			}
			require.Equal(t, test.at, at)
		})
	}
	t.Run("rules.jsonnet", func(t *testing.T) {
		path := filepath.Join(dir, "rules.jsonnet")
		f := rulefile.ReadFile(path)
		require.Empty(t, f.Groups)
		require.Len(t, f.Errors, 1)
		require.EqualError(t, f.Errors[0], path+":1:1: this is Jsonnet: render it first, as jsonnet does")
	})
}

func kinds(f *rulefile.File) []rulefile.Kind {
	var all []rulefile.Kind
	for _, d := range f.Documents {
		all = append(all, d.Kind)
	}
	return all
}
