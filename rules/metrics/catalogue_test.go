package metrics_test

import (
	"math"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics"
)

// TestCatalogueIsWellFormed holds what the index of lines takes for granted, and what people who review a change want to see.
func TestCatalogueIsWellFormed(t *testing.T) {
	require.NotEmpty(t, metrics.Exporters())
	owner := map[string]string{}
	for _, exporter := range metrics.Exporters() {
		t.Run(exporter, func(t *testing.T) {
			file, err := metrics.Exporter(exporter)
			require.NoError(t, err)
			require.NotEmpty(t, file.Source)
			require.NotEmpty(t, file.Comment)
			require.NotEmpty(t, file.Metrics)
			for _, m := range file.Metrics {
				require.True(t, model.LegacyValidation.IsValidMetricName(m.Name), m.Name)
				require.Empty(t, owner[m.Name], "%s is in two files", m.Name)
				owner[m.Name] = exporter
				for _, l := range m.Labels {
					require.True(t, model.LegacyValidation.IsValidLabelName(l.Name), "%s of %s", l.Name, m.Name)
					require.NotContains(t, []string{"job", "instance"}, l.Name, m.Name)
				}
				if m.Type == metrics.Summary || m.Type == metrics.Histogram {
					continue
				}
				s := metrics.Default().Series(m.Name)
				require.Equal(t, metrics.Catalogue, s.Source.Kind, m.Name)
				require.Equal(t, file.Source, s.Source.Name, m.Name)
				require.Equal(t, m.Type, s.Type, m.Name)
				require.Equal(t, m.Labels, s.Labels, m.Name)
			}
		})
	}
	require.Len(t, metrics.Default().Names(), len(owner))
}

// TestCatalogueNames holds that families of histograms and summaries do not stand in the way of other metrics.
func TestCatalogueNames(t *testing.T) {
	for _, name := range metrics.Default().Names() {
		if s := metrics.Default().Series(name); s.Type == metrics.Counter {
			require.Zero(t, s.Min, name)
			require.True(t, math.IsInf(s.Max, 1), name)
		}
		require.False(t, strings.Contains(name, ":"), name)
	}
}
