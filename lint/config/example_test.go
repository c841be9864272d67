package config_test

import (
	"fmt"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/rules/rulefile"
)

func ExampleParse() {
	type options struct{ Samples int }
	checks := []*lint.Check{{Name: "shortrange", Severity: lint.Warning, Options: &options{Samples: 4}}}
	configured, err := config.Parse(".rulelint.yaml", []byte(`
target: {scrapeInterval: 15s}
checks: {shortrange: {level: error, samples: 5}}
`), checks)
	fmt.Println(configured.Checks[0].Severity, *configured.Checks[0].Options.(*options), err)
	fmt.Println(configured.Target(&rulefile.File{Name: "node.yaml"}).ScrapeInterval)

	_, err = config.Parse(".rulelint.yaml", []byte("checks: {shortrange: {sampels: 5}}"), checks)
	fmt.Println(err)
	// Output:
	// error {5} <nil>
	// 15s
	// .rulelint.yaml:1:23: check shortrange has no option sampels; did you mean samples?
}
