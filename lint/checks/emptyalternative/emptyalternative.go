// Package emptyalternative finds patterns with an alternative that is empty by mistake.
package emptyalternative

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/pattern"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds patterns with an alternative that is empty by mistake.
var Check = &lint.Check{
	Name:     "emptyalternative",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s, m := range matcher.Patterns(a) {
		if !strings.Contains(m.Value, "|") {
			continue
		}
		tokens, ok := pattern.Tokens(m.Value)
		if !ok {
			continue
		}
		all := pattern.Alternatives(tokens)
		i := mistaken(m, all)
		if i < 0 {
			continue
		}
		at, ok := matcher.Find(a.Rule, s, m)
		if !ok {
			continue
		}
		does := "selects"
		if m.Type == labels.MatchNotRegexp {
			does = "excludes"
		}
		fixes := at.Set(m.Type.String(), without(m.Value, all))
		for i := range fixes {
			fixes[i].Unsafe = true
		}
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    at.PartSpan(around(all, i)),
			Message: fmt.Sprintf("an alternative of %s is empty: it also %s series without %s", at.Written(), does, m.Name),
			Fixes:   fixes,
		})
	}
}

// everywhere are labels that no series lacks where they are asked for, so that an empty alternative cannot be meant.
var everywhere = []string{
	"alertname", "alertstate", "code", "instance", "job", "le", "method", "mode", "phase", "quantile", "status", "status_code",
	model.MetricNameLabel,
}

// mistaken returns the index of an alternative that is empty and surely not meant to be, or -1.
//
// One text and nothing, such as resource|, is how one asks for a value or none; so is a bar that stands first.
func mistaken(m *labels.Matcher, all []pattern.Alternative) int {
	isEmpty := func(a pattern.Alternative) bool { return len(a.Tokens) == 0 }
	first := slices.IndexFunc(all, isEmpty)
	if first < 0 || len(all) < 2 {
		return -1
	}
	for i := 1; i < len(all)-1; i++ {
		if isEmpty(all[i]) {
			return i
		}
	}
	last := len(all) - 1
	switch {
	case slices.Contains(everywhere, m.Name):
		return first
	case m.Type != labels.MatchRegexp || !isEmpty(all[last]):
		return -1
	case len(all) > 2 && !isEmpty(all[0]) || hasPattern(m.Value, all):
		return last
	}
	return -1
}

// hasPattern reports whether one of the alternatives is more than a text.
func hasPattern(text string, all []pattern.Alternative) bool {
	return slices.ContainsFunc(all, func(a pattern.Alternative) bool {
		_, isText := pattern.Literal(text[a.From:a.To])
		return !isText
	})
}

// around returns the bars beside an empty alternative.
func around(all []pattern.Alternative, i int) (from, to int) {
	from, to = all[i].From, all[i].To
	if i > 0 {
		from--
	}
	if i+1 < len(all) {
		to++
	}
	return from, to
}

// without returns the pattern without alternatives that are empty.
func without(text string, all []pattern.Alternative) string {
	var kept []string
	for _, a := range all {
		if len(a.Tokens) > 0 {
			kept = append(kept, text[a.From:a.To])
		}
	}
	return text[:all[0].From] + strings.Join(kept, "|") + text[all[len(all)-1].To:]
}
