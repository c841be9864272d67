package rulefile_test

import (
	"fmt"
	"strings"

	"github.com/promwright/promwright/rules/rulefile"
)

func ExampleParse() {
	file := rulefile.Parse("node.yaml", []byte(`groups:
- name: node
  rules:
  - alert: Down
    expr: |
      up{job="node"}
        == 0
    sumary: typo
`))
	for rule := range file.Rules() {
		zero := strings.Index(rule.Expr.Value, "0")
		fmt.Println(rule.Name().Value, "compares with the number at", rule.Expr.Pos(zero))
	}
	fmt.Println(file.Errors[0])
	// Output:
	// Down compares with the number at 7:12
	// node.yaml:8:5: unknown field "sumary" in a rule: allowed are record, alert, expr, for, keep_firing_for, labels, annotations
}

func ExampleScalar_Replace() {
	src := []byte("groups: [{name: api, rules: [{alert: Slow, expr: \"x{a=\\\"b\\\"} > 1\"}]}]\n")
	expr := rulefile.Parse("api.yaml", src).Groups[0].Rules[0].Expr
	edit, _ := expr.Replace(strings.Index(expr.Value, "b"), strings.Index(expr.Value, "b")+1, `c"d`)
	fixed, _ := rulefile.Apply(src, []rulefile.Edit{edit})
	fmt.Print(string(fixed))
	// Output:
	// groups: [{name: api, rules: [{alert: Slow, expr: "x{a=\"c\"d\"} > 1"}]}]
}
