package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
)

// pintRules is two alerts with findings of two checks each; HEAD, IN, BEHIND, EXPR and FOOT are where comments may stand.
const pintRules = `TOP
groups:
- name: g
  rules:
  HEAD
  - alert: A BEHIND
    IN
    expr: |
      EXPR
      foo(
      bar
    FOOT

  - alert: B
    expr: foo( + bar
`

// pintSource replaces the places by comments, and removes the others.
func pintSource(places ...string) string {
	var pairs []string
	for i := 0; i < len(places); i += 2 {
		pairs = append(pairs, places[i], places[i+1])
	}
	for _, place := range []string{"TOP", "HEAD", "BEHIND", "IN", "EXPR", "FOOT"} {
		pairs = append(pairs, place, "")
	}
	return strings.NewReplacer(pairs...).Replace(pintRules)
}

func TestPintComments(t *testing.T) {
	checks := []*lint.Check{word("syntax", "foo", lint.Error), word("shortrange", "bar", lint.Error), ignore}
	const (
		a1, a2 = "10 syntax", "11 shortrange"
		b1, b2 = "15 syntax", "15 shortrange"
	)
	all := []string{a1, a2, b1, b2}
	tests := map[string]struct {
		source string
		want   []string // lines and checks
	}{
		"none":                                {pintSource(), all},
		"above a rule":                        {pintSource("HEAD", "# pint disable promql/syntax"), []string{a2, b1, b2}},
		"behind its first line":               {pintSource("BEHIND", "# pint disable promql/syntax"), []string{a2, b1, b2}},
		"inside it":                           {pintSource("IN", "# pint disable promql/rate"), []string{a1, b1, b2}},
		"inside its expression":               {pintSource("EXPR", "# pint disable promql/syntax"), []string{a2, b1, b2}},
		"at its foot":                         {pintSource("FOOT", "# pint disable promql/syntax"), []string{a2, b1, b2}},
		"above the groups: no rule":           {pintSource("TOP", "# pint disable promql/syntax"), all},
		"behind another comment":              {pintSource("HEAD", "# known # pint disable promql/syntax"), []string{a2, b1, b2}},
		"two comments":                        {pintSource("HEAD", "# pint disable promql/syntax\n  # pint disable promql/rate"), []string{"16 syntax", "16 shortrange"}},
		"for one server":                      {pintSource("HEAD", "# pint disable promql/rate(prod)"), []string{a1, b1, b2}},
		"for one tag":                         {pintSource("HEAD", "# pint disable promql/rate(+testing)"), []string{a1, b1, b2}},
		"a check that we do not have":         {pintSource("HEAD", `# pint disable promql/series(foo{job="a b"})`), all},
		"a check that nobody has":             {pintSource("HEAD", "# pint disable promql/nonsense"), all},
		"one of our names":                    {pintSource("HEAD", "# pint disable syntax"), all},
		"more than a name":                    {pintSource("HEAD", "# pint disable promql/syntax please"), all},
		"no name":                             {pintSource("HEAD", "# pint disable"), all},
		"another verb":                        {pintSource("HEAD", "# pint disabled promql/syntax"), all},
		"another word":                        {pintSource("HEAD", "# a pint disable promql/syntax"), all},
		"the whole file":                      {pintSource("TOP", "# pint file/disable promql/syntax"), []string{a2, b2}},
		"the whole file, from its middle":     {pintSource("FOOT", "# pint file/disable promql/syntax"), []string{a2, b2}},
		"a snooze":                            {pintSource("HEAD", "# pint snooze 2027-01-16 promql/syntax"), []string{a2, b1, b2}},
		"a snooze to a minute":                {pintSource("HEAD", "# pint snooze 2027-01-16T00:30:00+00:30 promql/syntax"), []string{a2, b1, b2}},
		"a snooze that is over":               {pintSource("HEAD", "# pint snooze 2027-01-15 promql/syntax"), all},
		"a snooze that was over a minute ago": {pintSource("HEAD", "# pint snooze 2027-01-15T23:58:59Z promql/syntax"), all},
		"a snooze without a day":              {pintSource("HEAD", "# pint snooze promql/syntax"), all},
		"a snooze of a bad day":               {pintSource("HEAD", "# pint snooze 2027-13-01 promql/syntax"), all},
		"a snooze of the file":                {pintSource("TOP", "# pint file/snooze 2027-02-01 promql/syntax"), []string{a2, b2}},
		"this line":                           {strings.Replace(pintSource(), "foo( + bar", "foo( + bar # pint ignore/line", 1), []string{a1, a2}},
		"the next line":                       {pintSource("EXPR", "# pint ignore/next-line"), []string{a2, b1, b2}},
		"the rest of the file":                {pintSource("FOOT", "# pint ignore/file"), []string{a1, a2}},
		"the whole rest of the file":          {pintSource("TOP", "# pint ignore/file"), nil},
		"lines from begin to end":             {pintSource("IN", "# pint ignore/begin", "FOOT", "# pint ignore/end"), []string{b1, b2}},
		"lines from an expression on":         {pintSource("EXPR", "# pint ignore/begin", "FOOT", "# pint ignore/end"), []string{b1, b2}},
		"lines from begin to the end":         {pintSource("FOOT", "# pint ignore/begin"), []string{a1, a2}},
		"an end without a begin":              {pintSource("FOOT", "# pint ignore/end"), all},
		"with words behind it":                {pintSource("TOP", "# pint ignore/file please"), all},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, result := run(checks, "a.yaml", test.source)
			require.Empty(t, result.Errors)
			var got []string
			for _, finding := range result.Findings {
				got = append(got, fmt.Sprint(finding.Span.Start.Line, " ", finding.Check))
			}
			require.Equal(t, test.want, got, "%s", test.source)
		})
	}
}

func TestPintCommentsSilenceTogetherWithOurs(t *testing.T) {
	checks := []*lint.Check{word("syntax", "foo", lint.Error), ignore}
	lines, _ := run(checks, "a.yaml", "# pint file/disable promql/syntax\n"+source("foo # rulelint:ignore syntax -- known", ""))
	require.Empty(t, lines, "our comment is in use")
}
