// Package promtool runs unit-test files of promtool, unmodified, and gives promtool's verdicts: fast, always the same, and
// with the position of everything that is wrong.
//
//	results := promtool.Run(ctx, []string{"tests/node.yaml"}, promtool.Options{})
//
// It is another front end of package promtest: [Load] turns a file into tests.
//
// Files may have fields that promtool has not: expectations over time, and series as shapes. docs/tests.md explains them, and
// [Schema] is for editors.
//
// Rule files may be of every kind that package rulefile reads, PrometheusRules included, and patterns of rule_files may use **.
// Where promtool goes on in silence this package does not: series it would drop, names that nothing has, times at which nothing is
// evaluated are errors. [Options].Compat gives promtool's own answers instead.
package promtool
