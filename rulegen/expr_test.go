package rulegen

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTidy(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"one line stays":                         {"up == 0", "up == 0"},
		"comments stay":                          {"up == 0 # really\nand a", "up == 0 # really\nand a"},
		"blank lines inside stay":                {"a\n\nand b", "a\n\nand b"},
		"indentation stays":                      {"(\n  a\n)\n> 1", "(\n  a\n)\n> 1"},
		"blank lines around go":                  {"\n\n  \na\n\t\n", "a"},
		"spaces at line ends go":                 {"a and \nb\t", "a and\nb"},
		"tabs are two spaces":                    {"(\n\ta\t+ 1\n)", "(\n  a  + 1\n)"},
		"line breaks of Windows":                 {"a\r\nand b\r\n", "a\nand b"},
		"line breaks of old Macs":                {"a # c\rand b", "a # c\nand b"},
		"indentation of Go source goes":          {"\n\t\tsum(\n\t\t  a\n\t\t)\n\t", "sum(\n  a\n)"},
		"as parser.Prettify lays out":            {"    a\n  /\n    b\n<\n  10", "a\n  /\n    b\n<\n  10"},
		"quoted strings stay":                    {"a{b=\"c\td \"} # \"\t", "a{b=\"c\td \"} # \""},
		"quotes in comments do not open":         {"a # it's \n  and b ", "a # it's\n  and b"},
		"comments in quotes do not begin":        {"a{b=\"#\"} \nand c", "a{b=\"#\"}\nand c"},
		"escaped quotes do not close":            {"a{b=\"\\\" \"} \n", "a{b=\"\\\" \"}"},
		"raw strings stay":                       {"  a{b=`x \n\ty`} \n  and c", "a{b=`x \n\ty`}\nand c"},
		"backslashes do not escape in raw ones":  {"a{b=`\\`} \n", "a{b=`\\`}"},
		"a quote that does not close stays":      {" a{b=\"x ", " a{b=\"x "},
		"a quote that spans lines is not PromQL": {" a{b=\"x \n\"} ", " a{b=\"x \n\"} "},
		"nothing but spaces":                     {" \n\t", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, tidy(test.expr))
		})
	}
}

// FuzzTidy asserts that a tidied expression is the same expression, and stays as it is.
func FuzzTidy(f *testing.F) {
	for _, expr := range []string{"a{b=`x \n\ty`} \n  and c", "  a\n/\r\tb # it's", "sum by (a) (\n\trate(b_total{c='d\\'#'}[5m:1m])\n) > 0", "\"a\"", "label_replace(a, `b\n `, \"$1\", 'c', '(.*)')"} {
		f.Add(expr)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		got := tidy(expr)
		require.Equal(t, got, tidy(got), "tidied twice")
		want, err := exprs.ParseExpr(expr)
		if err != nil {
			return
		}
		tree, err := exprs.ParseExpr(got)
		require.NoError(t, err, "tidied to %q", got)
		require.Equal(t, want.String(), tree.String(), "tidied to %q", got)
		if !strings.ContainsRune(expr, '`') {
			require.NotRegexp(t, `(?m)[ \t\r]$`, got)
		}
	})
}
