package ruleat_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/ruleat"
	"github.com/promwright/promwright/rules/rulefile"
)

const source = `# above
groups:
- name: one
  interval: 1m
  rules:
  - alert: A
    expr: up == 0 # behind

  # between
  - record: a:b
    expr: up
- name: two
  rules:
  - {alert: A, expr: up}
`

func TestIndex(t *testing.T) {
	tests := map[string]struct {
		at, group, rule string
	}{
		"before all groups":     {"above", "", ""},
		"a group's own key":     {"interval", "one", ""},
		"the first byte":        {"alert: A\n", "one", "A"},
		"in an expression":      {"== 0", "one", "A"},
		"behind the last value": {"behind", "one", "A"},
		"between two rules":     {"between", "one", ""},
		"the next rule":         {"a:b", "one", "a:b"},
		"the next group":        {"two", "two", ""},
		"a rule on one line":    {"expr: up}", "two", "A"},
	}
	file := rulefile.Parse("a.yaml", []byte(source))
	require.Empty(t, file.Errors)
	var index ruleat.Index
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			offset := strings.Index(source, test.at)
			require.GreaterOrEqual(t, offset, 0)
			group, rule := "", ""
			if found := index.Group(file, offset); found != nil {
				group = found.Name.Value
			}
			if found := index.Rule(file, offset); found != nil {
				rule = found.Name().Value
			}
			require.Equal(t, [2]string{test.group, test.rule}, [2]string{group, rule})
		})
	}
}
