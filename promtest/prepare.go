package promtest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/rules"
)

// prepared is a test that says something: its rules build, its series parse, its expectations can fail.
type prepared struct {
	test   Test
	groups []rules.PlainGroup
	series []engine.Series
	config engine.Config
}

// prepare checks the test. The error is everything that is wrong with it.
func (test Test) prepare() (*prepared, error) {
	var errs []error
	p := &prepared{test: test}
	if test.Rules != nil {
		groups, err := test.Rules.Plain()
		p.groups, errs = groups, append(errs, err)
	}
	if test.Interval < 0 || test.Scrape < 0 || test.End < 0 {
		errs = append(errs, fmt.Errorf("interval %v, scrape %v, end %v: none may be negative", test.Interval, test.Scrape, test.End))
		return nil, errors.Join(errs...)
	}
	end, err := test.end()
	errs = append(errs, err)
	start := test.Start
	if start.IsZero() {
		start = time.Unix(0, 0)
	}
	p.series, err = test.series(start, end)
	errs = append(errs, err)
	p.config = engine.Config{
		Start:          start,
		Interval:       test.interval(),
		End:            end,
		GroupOrder:     test.GroupOrder,
		ExternalLabels: labels.FromMap(test.ExternalLabels),
		ExternalURL:    test.ExternalURL,
		Compat:         test.Compat,
		Parser:         test.Features.ParserOptions(),
		Budget:         engine.Budget(test.Budget),

		DelayedNameRemoval: test.Features.DelayedNameRemoval,
		Cache:              test.Features.cache(),
	}
	v := &validation{interval: test.interval(), end: end, alerts: alertNames(p.groups)}
	v.all(test.Want)
	if err := errors.Join(append(errs, v.errs...)...); err != nil {
		return nil, err
	}
	return p, nil
}

func alertNames(groups []rules.PlainGroup) map[string]bool {
	names := map[string]bool{}
	for _, g := range groups {
		for _, r := range g.Rules {
			if r.Alert != "" {
				names[r.Alert] = true
			}
		}
	}
	return names
}

// parseMetric reads a series as PromQL writes it; nothing is the series without labels.
func parseMetric(s string) (labels.Labels, error) {
	if strings.TrimSpace(s) == "" {
		return labels.EmptyLabels(), nil
	}
	return syntax.ParseMetric(s)
}
