package lint_test

import (
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

func ExampleRun() {
	shouting := &lint.Check{
		Name:     "shouting",
		Doc:      "# shouting: alerts in capital letters\n",
		Severity: lint.Info,
		Run: func(pass *lint.Pass) {
			for rule := range pass.Rules() {
				if name := rule.Name(); rule.IsAlert() && name.Value == strings.ToUpper(name.Value) {
					pass.Report(lint.Diagnostic{
						File:    rule.File,
						Span:    name.Span(0, len(name.Value)),
						Message: fmt.Sprintf("alert %s is in capital letters", name.Value),
					})
				}
			}
		},
	}
	file := rulefile.Parse("node.yaml", []byte(`
groups:
- name: node
  rules:
  - alert: DOWN
    expr: up == 0
  # rulelint:ignore shouting -- the pager matches it by name
  - alert: FULL
    expr: node_filesystem_avail_bytes == 0
`))
	result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{shouting})
	for _, f := range result.Findings {
		fmt.Printf("%s:%s: %s: %s [%s]\n", f.File.Name, f.Span.Start, f.Severity, f.Message, f.Check)
	}
	fmt.Println(result.Exit(lint.Warning))
	// Output:
	// node.yaml:5:12: info: alert DOWN is in capital letters [shouting]
	// 0
}
