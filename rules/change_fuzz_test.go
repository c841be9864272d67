package rules

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql"
)

// FuzzFollow asserts that passages lie in their text, in order, whatever it says.
func FuzzFollow(f *testing.F) {
	for _, text := range []string{"less than 5% for 15 minutes", `{{ "5" | humanize }} {{ 5`, "1h30m5 5GiB -5 5.5.5 5,", "5\xff% 15mé", "the last 5 k"} {
		f.Add(text, "rate(a[15m]) > 5", 5.0, 0.08, int64(15*time.Minute), int64(time.Second))
	}
	f.Fuzz(func(t *testing.T, text, expr string, from, to float64, pending, changed int64) {
		a := &Alert{Expr: promql.Text(expr), For: time.Duration(pending)}
		for _, find := range []func(string) []passage{thresholdTexts(expr, []float64{from, to}, from, to, a.For), a.forTexts(time.Duration(changed))} {
			for _, p := range find(text) {
				require.True(t, 0 <= p.start && p.start < p.end && p.end <= len(text), "%d to %d of %q", p.start, p.end, text)
				require.NotEmpty(t, p.text)
			}
		}
	})
}
