package nearest

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHint(t *testing.T) {
	checks := []string{"template", "shortrange", "syntax", "alerttype"}
	tests := map[string]struct {
		word    string
		allowed []string
		want    string
	}{
		"a letter is missing":         {"shortrang", checks, "did you mean shortrange?"},
		"letters are swapped":         {"sytnax", checks, "did you mean syntax?"},
		"case does not count":         {"Template", checks, "did you mean template?"},
		"nothing is near":             {"banana", checks, "allowed are alerttype, shortrange, syntax, template"},
		"letters of a short word":     {"fro", []string{"for", "expr"}, "did you mean for?"},
		"a short word must be nearer": {"of", []string{"off", "info"}, "did you mean off?"},
		"nothing is allowed":          {"x", nil, "nothing is allowed here"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, Hint(test.word, test.allowed))
		})
	}
}
