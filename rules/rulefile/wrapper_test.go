package rulefile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// TestWrappers reads one rule in the wrappers that are understood, and finds none in the others.
func TestWrappers(t *testing.T) {
	dir := shared(t, "lint-cases/wrappers")
	rules := map[string]int{
		"plain.yaml": 1, "cr.yaml": 1, "cr-multidoc.yaml": 2, "list.json": 1, "list-pretty.json": 1, "list-as.yaml": 1,
		"mimir.yaml": 1, "thanos.yaml": 1, "vmalert.yaml": 1, "loki.yaml": 1,
		"configmap.yaml": 0, "helm-values.yaml": 0, "helm-template.yaml": 0,
	}
	for name, want := range rules {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			f := rulefile.Parse(name, src)
			checkFile(t, f)
			got := 0
			for r := range f.Rules() {
				got++
				require.Equal(t, "HighErrors", r.Alert.Value)
				at := r.Annotations[0].Value.Pos(3).Offset
				require.Equal(t, "{{ $labels.instance }}", string(src[at:at+22]))
			}
			require.Equal(t, want, got)
		})
	}
}
