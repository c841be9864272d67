package promql

import (
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// WithMatchers returns v with matchers, written as between the braces of a selector, added to each selector that does not have them yet:
// WithMatchers(v, `cluster="prod"`). Those that read one of the metrics in except stay as they are, as does the second argument of info, which
// selects labels. A [Text] keeps its layout and its comments. A selector that wants another value of the label is an error.
func WithMatchers(v Vector, text string, except ...string) Instant {
	const call = "WithMatchers"
	return edited(call, v, func(at caller, tree parser.Expr, source string) ([]splice, error) {
		matchers, err := parseMatchers(at, call, text)
		if err != nil {
			return nil, err
		}
		for _, m := range matchers {
			if m.m.Name == model.MetricNameLabel {
				return nil, errorf(at, call, "%s: which metrics are read cannot be changed", m)
			}
		}
		var splices []splice
		for _, s := range selectors(tree) {
			if slices.Contains(except, metricOf(s)) {
				continue
			}
			more := withMatchers(s, matchers)
			if err := contradiction(at, call, more); err != nil && contradiction(at, call, s) == nil {
				return nil, err
			}
			if added := more.LabelMatchers[len(s.LabelMatchers):]; len(added) > 0 {
				var texts []string
				for _, m := range added {
					texts = append(texts, matcherText(m))
				}
				splices = append(splices, inBraces(source, int(s.PosRange.Start), strings.Join(texts, ",")))
			}
			s.LabelMatchers = more.LabelMatchers
		}
		return splices, nil
	})
}

// selectors returns the selectors of tree that read series: not what selects labels in info.
func selectors(tree parser.Expr) []*parser.VectorSelector {
	var found []*parser.VectorSelector
	labels := map[parser.Node]bool{}
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		switch e := node.(type) {
		case *parser.Call:
			if e.Func.Name == "info" && len(e.Args) > 1 {
				labels[unwrap(e.Args[1])] = true
			}
		case *parser.VectorSelector:
			if !labels[e] {
				found = append(found, e)
			}
		}
		return nil
	})
	return found
}

// metricOf returns the name of the metric that s reads, "" if it may read several.
func metricOf(s *parser.VectorSelector) string {
	if s.Name != "" {
		return s.Name
	}
	for _, m := range s.LabelMatchers {
		if m.Name == model.MetricNameLabel && m.Type.String() == "=" {
			return m.Value
		}
	}
	return ""
}

// inBraces returns the splice that adds matchers to the selector that begins at byte start of text.
func inBraces(text string, start int, matchers string) splice {
	end := start
	for end < len(text) && (text[end] == ':' || nameEnd(text, end) > end) {
		end = max(end+1, nameEnd(text, end))
	}
	if open, _ := nextWord(text, end); open < len(text) && text[open] == '{' {
		return appended(text, open, matchers)
	}
	return splice{end, end, "{" + matchers + "}"}
}
