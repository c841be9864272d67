package format_test

import (
	"os"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/syntax"
	"github.com/promwright/promwright/lint/format"
	"github.com/promwright/promwright/rules/rulefile"
)

func ExampleText() {
	file := rulefile.Parse("node.yaml", []byte("groups:\n- name: node\n  rules:\n  - alert: Down\n    expr: up = 0\n"))
	result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{syntax.Check})
	_ = format.Text(os.Stdout, result, format.TextOptions{Width: 80})
	// Output:
	// node.yaml:5:14: error: unexpected "=": the comparison is == [syntax]
	//   |
	// 5 |     expr: up = 0
	//   |              ^
	//   = fix: ==          rulelint explain syntax
	//
	// 1 finding (1 error) in 1 rule, 1 file
}
