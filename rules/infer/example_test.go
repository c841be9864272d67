package infer_test

import (
	"fmt"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

func ExampleExpr() {
	expr, err := promqlParser.ParseExpr(`sum by (job) (rate(errors_total{job="api"}[5m])) > 1`)
	if err != nil {
		panic(err)
	}
	result := infer.Expr(expr)
	fmt.Println("job is", result.Label("job").Presence)
	instance := result.Label("instance")
	fmt.Printf("instance is %v: %s\n", instance.Presence, instance.Loss.Message)
	// Output:
	// job is certain
	// instance is gone: only job is kept here
}

func ExampleRules_Of() {
	file := rulefile.Parse("errors.yaml", []byte(`groups:
- name: errors
  rules:
  - record: job:errors:rate5m
    expr: sum by (job) (rate(errors_total[5m]))
  - alert: ErrorsHigh
    expr: job:errors:rate5m > 1
`))
	rules := infer.New([]*rulefile.File{file}, nil)
	alert := file.Groups[0].Rules[1]
	loss := rules.Of(alert).Label("instance").Loss
	fmt.Printf("%s:%s: %s\n", file.Name, loss.Span().Start, loss.Message)
	// Output:
	// errors.yaml:5:11: only job is kept here
}
