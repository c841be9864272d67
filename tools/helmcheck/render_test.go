package helmcheck

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
)

const testdata = "../../rulegen/testdata"

// read returns a file that was generated.
func read(t *testing.T, name string) string {
	content, err := os.ReadFile(filepath.Join(testdata, name))
	require.NoError(t, err)
	return string(content)
}

// render returns what Helm makes of the one template of a chart, with values as text.
func render(t *testing.T, name, template, values string) string {
	c := &chart.Chart{
		Metadata:  &chart.Metadata{APIVersion: "v2", Name: name, Version: "1.0.0"},
		Templates: []*chart.File{{Name: "templates/rules.yaml", Data: []byte(template)}},
	}
	given, err := chartutil.ReadValues([]byte(values))
	require.NoError(t, err)
	all, err := chartutil.ToRenderValues(c, given, chartutil.ReleaseOptions{Name: "kps", Namespace: "monitoring"}, nil)
	require.NoError(t, err)
	rendered, err := engine.Render(c, all)
	require.NoError(t, err)
	require.Len(t, rendered, 1)
	return rendered[name+"/templates/rules.yaml"]
}
