package promtool

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/promtest"
)

// meaningless finds what is wrong with the times of series, and with the expectations of ours, at the fields that are to blame.
func (r *reader) meaningless(s *suite, tests []promtest.Test) {
	for i, g := range s.groups {
		if broken := r.brokenTimes(g, tests[i].Scrape); broken || len(g.ours) == 0 {
			continue
		}
		for _, err := range joined.Errors(tests[i].Validate()) {
			var wrong *promtest.ExpectationError
			if !errors.As(err, &wrong) {
				r.fail(g.node, "%s", inLower(err.Error()))
				continue
			}
			a, ours := g.ours[wrong.Index]
			if !ours {
				r.fail(g.node, "%v", wrong.Err)
				continue
			}
			r.fail(a.at(yamlName(wrong.Field)), "%s", inYAML(wrong, tests[i].Want[wrong.Index]))
		}
	}
}

// brokenTimes finds series that cannot be scraped so, once the interval of the test is known.
func (r *reader) brokenTimes(g group, interval time.Duration) bool {
	before := len(r.errs)
	for _, t := range g.timed {
		if err := t.series.Err(interval); err != nil {
			r.fail(t.node, "series %s: %v", t.series.Metric, err)
		}
	}
	return len(r.errs) > before
}

// inYAML returns the text of an error with the names that fields have here.
func inYAML(e *promtest.ExpectationError, about promtest.Expectation) string {
	text := e.Err.Error()
	switch name := reflect.TypeOf(about).Name(); name {
	case "Exhaustive":
		text = strings.Replace(text, "NothingElse", "nothing_else", 1)
	case "Samples":
		text = strings.Replace(text, name, "promql_expr_test", 1)
	default:
		text = strings.Replace(text, name, "exp"+snake(name), 1)
	}
	if e.Field != "" {
		text = strings.Replace(text, e.Field, yamlName(e.Field), 1)
	}
	return text
}

var (
	goCall  = regexp.MustCompile(`(?m)^[A-Z]\w*\([^()]*\):? `)
	goField = regexp.MustCompile(`\b(End|For)\b`)
)

// inLower returns the text of an error of package promtest without calls in Go, and with fields as they are written here.
func inLower(text string) string {
	return goField.ReplaceAllStringFunc(goCall.ReplaceAllString(text, ""), strings.ToLower)
}

// yamlName returns what a field of an expectation is called here.
func yamlName(field string) string {
	switch field {
	case "":
		return ""
	case "Alert":
		return "alertname"
	case "At":
		return "eval_time"
	}
	return strings.TrimPrefix(snake(field), "_")
}

// snake turns LabelsMatch into _labels_match.
func snake(s string) string {
	var b strings.Builder
	for _, c := range s {
		if 'A' <= c && c <= 'Z' {
			fmt.Fprintf(&b, "_%c", c-'A'+'a')
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
