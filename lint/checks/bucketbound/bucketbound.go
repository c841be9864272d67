// Package bucketbound finds selectors of buckets and quantiles whose number is written as Prometheus 3 does not write it.
package bucketbound

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds selectors of buckets and quantiles whose number is written as Prometheus 3 does not write it.
var Check = &lint.Check{
	Name:     "bucketbound",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s := range matcher.Selectors(a) {
		for _, m := range s.LabelMatchers {
			if m.Name != labels.BucketLabel && m.Name != "quantile" {
				continue
			}
			if wrong, right, ok := misspelt(m); ok && normalizes(pass, a.Rule) && isScraped(pass, s) {
				report(pass, a.Rule, s, m, wrong, right)
			}
		}
	}
}

// misspelt returns a number that the matcher asks for, and how it is written. It is false where the matcher asks for both.
func misspelt(m *labels.Matcher) (wrong, right string, found bool) {
	isNegative := m.Type == labels.MatchNotEqual || m.Type == labels.MatchNotRegexp
	for _, value := range numbers(m) {
		number, err := strconv.ParseFloat(value, 64)
		if err != nil {
			continue
		}
		if right = labels.FormatOpenMetricsFloat(number); right != value && m.Matches(right) == isNegative {
			return value, right, true
		}
	}
	return "", "", false
}

// numbers returns the value of the matcher, or the alternatives between which its pattern chooses, with what they have of dots
// and backslashes taken for numbers.
func numbers(m *labels.Matcher) []string {
	if !matcher.IsRegexp(m) {
		return []string{m.Value}
	}
	return strings.Split(strings.ReplaceAll(m.Value, `\.`, "."), "|")
}

// normalizes reports whether the Prometheus that a rule is for writes all numbers of buckets in one way.
func normalizes(pass *lint.Pass, rule *rulefile.Rule) bool {
	if kind := rule.Group.Kind; kind == rulefile.VMAlert || kind == rulefile.VMRule {
		return false
	}
	version := strings.TrimPrefix(pass.Project.Target(rule.File).Version, "v")
	major, err := strconv.Atoi(strings.Split(version, ".")[0])
	return err != nil || major >= 3
}

// isScraped reports whether the selected series are not recorded by rules, which name their labels as they like.
func isScraped(pass *lint.Pass, s *parser.VectorSelector) bool {
	return !strings.Contains(matcher.Metric(s), ":") && len(pass.Project.Infer().Recorded(s)) == 0
}

func report(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, m *labels.Matcher, wrong, right string) {
	at, ok := matcher.Find(rule, s, m)
	if !ok {
		return
	}
	what := "bucket"
	if m.Name != labels.BucketLabel {
		what = "quantile"
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    at.Span(),
		Message: fmt.Sprintf("no %s has %s %s: Prometheus 3 writes it as %s, whatever the target does", what, m.Name, wrong, right),
		Fixes:   fix(at, wrong, right),
	})
}

// fix makes the matcher match the number as every version of Prometheus writes it; what no version writes is replaced.
func fix(at matcher.Matcher, wrong, right string) []lint.Fix {
	regexpOp := "=~"
	if at.Type == labels.MatchNotEqual || at.Type == labels.MatchNotRegexp {
		regexpOp = "!~"
	}
	both := regexp.QuoteMeta(right)
	isWhole := right == wrong+".0"
	if isWhole {
		both = wrong + `(\.0)?`
	}
	switch {
	case matcher.IsRegexp(at.Matcher):
		parts := strings.Split(at.Value, "|")
		parts[slices.Index(numbers(at.Matcher), wrong)] = both
		return at.Set(regexpOp, strings.Join(parts, "|"))
	case isWhole:
		return at.Set(regexpOp, both)
	default:
		return at.Set(at.Type.String(), right)
	}
}
