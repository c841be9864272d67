package config_test

import (
	"fmt"
	"time"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/config"
)

func ExampleParse() {
	type options struct {
		ScrapeInterval time.Duration
		Samples        int
	}
	checks := []*lint.Check{
		{Name: "shortrange", Severity: lint.Warning, Options: &options{ScrapeInterval: 30 * time.Second, Samples: 4}},
	}
	configured, err := config.Parse(".rulelint.yaml", []byte("checks: {shortrange: {level: error, scrapeInterval: 15s}}"), checks)
	fmt.Println(configured.Checks[0].Severity, *configured.Checks[0].Options.(*options), err)

	_, err = config.Parse(".rulelint.yaml", []byte("checks: {shortrange: {scrapeIntervall: 15s}}"), checks)
	fmt.Println(err)
	// Output:
	// error {15s 4} <nil>
	// .rulelint.yaml:1:23: check shortrange has no option scrapeIntervall; did you mean scrapeInterval?
}
