package rulegen

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// TestTemplatesAreExpanded has templates that parse, but of which nobody would ever read more than an error.
func TestTemplatesAreExpanded(t *testing.T) {
	tests := map[string]string{
		"{{ $value | humanize }} at {{ $labels.instance }}":     "",
		`{{ with query "up" }}{{ . | first | value }}{{ end }}`: "",
		"{{ $labels.instance.name }}":                           `rulegen: alert A: annotation summary: {{ $labels.instance.name }} cannot be expanded: `,
		"{{ if gt $value 5 }}a{{ end }}":                        "{{ if gt $value 5 }} cannot be expanded: gt compares the value, a float, with a whole number: write 5.0, not 5",
		`{{ printf "%d" $value }}`:                              `{{ printf "%d" $value }} is garbled: prints `,
		"{{ .Nope }}":                                           "there is no .Nope",
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			a := rules.Alert{Name: "A", Expr: promql.Text("up == 0"), Summary: text}
			_, err := File{Path: "a.yaml", Target: RuleFile{}, Rules: rules.Group{Name: "g", Rules: []rules.Rule{a}}}.Generate()
			if want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, want)
			require.Regexp(t, `^templates_test\.go:\d+: `, err.Error())
		})
	}
}
