package goimport

import (
	"errors"
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
	"github.com/promwright/promwright/rules/rulefile"
)

// refuse returns everything in files that cannot become Go that builds.
func refuse(files []*rulefile.File) error {
	var errs []error
	for _, f := range files {
		if f.IsTemplate() {
			errs = append(errs, fmt.Errorf("%s:1:1: this is a template of a Helm chart: import what helm template prints for it", f.Name))
			continue
		}
		for _, err := range f.Errors {
			errs = append(errs, err)
		}
		if len(f.Errors) == 0 {
			errs = append(errs, refuseGroups(f))
		}
	}
	return errors.Join(errs...)
}

// refuseGroups returns what of a file that was read could not be built.
func refuseGroups(f *rulefile.File) error {
	var errs []error
	for i, plain := range rules.FromFile(f) {
		g := f.Groups[i]
		before := len(errs)
		for j, r := range g.Rules {
			err := errors.Join(refuseExpr(r), refuseTexts(r))
			if err == nil {
				err = located(f, r.Span, rules.Group{Name: "x", Rules: []rules.Rule{builtRule(plain.Rules[j])}})
			}
			if err != nil {
				errs = append(errs, err)
			}
		}
		if len(errs) == before {
			errs = append(errs, located(f, g.Span, built(plain)))
		}
	}
	return errors.Join(errs...)
}

// built returns a group as it will be declared.
func built(plain rules.PlainGroup) rules.Group {
	g := rules.Group{
		Name: plain.Name, Interval: plain.Interval, QueryOffset: plain.QueryOffset, Limit: plain.Limit, Labels: plain.Labels,
		PartialResponseStrategy: plain.PartialResponseStrategy, SourceTenants: plain.SourceTenants,
	}
	for _, r := range plain.Rules {
		g.Rules = append(g.Rules, builtRule(r))
	}
	return g
}

// builtRule returns a rule as it will be declared.
func builtRule(plain rules.PlainRule) rules.Rule {
	expr := promql.Text(plain.Expr)
	if plain.Alert == "" {
		return rules.Recording{Name: plain.Record, Expr: expr, Labels: plain.Labels}
	}
	return rules.Alert{
		Name: plain.Alert, Expr: expr, For: plain.For, KeepFiringFor: plain.KeepFiringFor, Labels: plain.Labels, Annotations: plain.Annotations,
		MissingLabels: true, RawCounter: true,
	}
}

// refuseExpr returns why package rules would not take the expression of a rule.
func refuseExpr(r *rulefile.Rule) error {
	fail := func(at rulefile.Pos, format string, args ...any) error {
		return fmt.Errorf("%s:%s: %s: %w", r.File.Name, at, subject(r), fmt.Errorf(format, args...))
	}
	if language := r.Language(); language != rulefile.PromQL {
		return fail(r.Expr.Pos(0), "the expression is %s, only PromQL becomes Go", language)
	}
	tree, err := r.Query()
	var wrong parser.ParseErrors
	switch {
	case errors.As(err, &wrong) && len(wrong) > 0:
		return fail(r.Expr.Pos(int(wrong[0].PositionRange.Start)), "%w", wrong[0].Err)
	case err != nil:
		return fail(r.Expr.Pos(0), "%w", err)
	case tree.Type() == parser.ValueTypeScalar:
		return fail(r.Expr.Pos(0), "the expression is a scalar, rules in Go are vectors: write vector(%s)", r.Expr.Value)
	case tree.Type() != parser.ValueTypeVector:
		return fail(r.Expr.Pos(0), "the expression is a %s, want an instant vector", parser.DocumentedType(tree.Type()))
	}
	return nil
}

// subject returns what messages call a rule, as those of package rules do.
func subject(r *rulefile.Rule) string {
	if r.IsAlert() {
		return "alert " + r.Name().Value
	}
	return "recording rule " + r.Name().Value
}

// refuseTexts returns which annotations hold what package rules would replace.
func refuseTexts(r *rulefile.Rule) error {
	var errs []error
	for _, p := range r.Annotations {
		if i := strings.Index(p.Value.Value, rules.Threshold); i >= 0 {
			errs = append(errs, fmt.Errorf("%s:%s: %s: the annotation %s says %s, in place of which rules in Go have a number", r.File.Name, p.Value.Pos(i), subject(r), p.Key.Value, rules.Threshold))
		}
	}
	return errors.Join(errs...)
}

// located returns the errors of building a source with their place in a file instead of that in Go.
func located(f *rulefile.File, at rulefile.Span, source rules.Source) error {
	_, err := source.Plain()
	errs := joined.Errors(err)
	for i, err := range errs {
		var wrong *rules.Error
		if errors.As(err, &wrong) {
			errs[i] = fmt.Errorf("%s:%s: %s: %s", f.Name, at.Start, wrong.Subject, wrong.Message)
		}
	}
	return errors.Join(errs...)
}

// accepted returns the fields that say that an alert, which builds otherwise, is meant as it is: those without which it would not build.
func accepted(plain rules.PlainRule) []string {
	a, ok := builtRule(plain).(rules.Alert)
	if !ok {
		return nil
	}
	builds := func(a rules.Alert) bool {
		_, err := rules.Group{Name: "x", Rules: []rules.Rule{a}}.Plain()
		return err == nil
	}
	var fields []string
	if a.MissingLabels = false; !builds(a) {
		fields = append(fields, "MissingLabels")
	}
	a.MissingLabels = true
	if a.RawCounter = false; !builds(a) {
		fields = append(fields, "RawCounter")
	}
	return fields
}
