package promql

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEditPublished edits every expression of published rule files, and asserts that nothing but the edit changed, comments and blanks included.
func TestEditPublished(t *testing.T) {
	expressions := published(t)
	added := strings.NewReplacer(`{edited="yes"}`, "", `, edited="yes"`, "", `,edited="yes"`, "", `edited="yes"`, "", "{}", "")
	comma := regexp.MustCompile(`,?\s*\}`) // at the end of matchers
	plain := func(text string) string { return comma.ReplaceAllString(added.Replace(text), "}") }
	read, matched, thresholds, kept := 0, 0, 0, 0
	for _, text := range expressions {
		v := Text(text)
		before, err := Tree(v)
		if err != nil {
			continue // of a template, or in another language
		}
		read++
		require.Equal(t, plain(text), plain(WithMatchers(v, `edited="yes"`).String()))
		matched += checkMatchers(t, v, before, text)
		thresholds += checkThreshold(t, v, before, text)
		kept += checkLabelsKept(t, v, before, text)
	}
	t.Logf("of %d expressions, %d were given matchers, %d a threshold, %d labels", read, matched, thresholds, kept)
	require.Greater(t, thresholds, 500)
}

// FuzzEdits asserts that no text crashes an edit, and that what an edit gives is an expression.
func FuzzEdits(f *testing.F) {
	for _, text := range []string{"", "a > 5 and b == 0", "sum by (a,) (b{c='}',}) / on () d", "# {\n{__name__=\"a\"}[5m:] @ 3 > 0", "info(a, {b=\"c\"}) < -1", "SUM(a) BY (b)"} {
		f.Add(text, `a="b"`, "c", 1.5)
	}
	f.Fuzz(func(t *testing.T, text, matchers, label string, n float64) {
		v := Text(text)
		for _, edit := range []Instant{WithThreshold(v, Num(n)), WithMatchers(v, matchers), WithAggregationLabels(v, label)} {
			if len(nodeOf(edit).errs) == 0 {
				require.NoError(t, Err(edit), text)
			}
			for _, err := range nodeOf(edit).errs {
				require.NotContains(t, err.Error(), "the edited text says", text)
			}
		}
	})
}
