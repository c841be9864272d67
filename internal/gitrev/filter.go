package gitrev

import (
	"strings"

	"github.com/promwright/promwright/internal/ruleat"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// FilterSince returns the result with only the findings that have to do with what changed: those in rules that changed, and those
// that point to a place in a rule that did. Outside of rules, the lines of the finding count. What could not be read stays.
func FilterSince(result lint.Result, changes Changes) lint.Result {
	f := filter{changes: changes, changed: map[*rulefile.Rule]bool{}}
	kept := make([]lint.Finding, 0, len(result.Findings))
	for _, finding := range result.Findings {
		if f.keeps(finding) {
			kept = append(kept, finding)
		}
	}
	result.Findings = kept
	return result
}

// filter remembers which rules changed.
type filter struct {
	changes Changes
	rules   ruleat.Index
	changed map[*rulefile.Rule]bool
}

func (f *filter) keeps(finding lint.Finding) bool {
	if f.at(finding.File, finding.Span) {
		return true
	}
	for _, related := range finding.Related {
		file := related.File
		if file == nil {
			file = finding.File
		}
		if f.at(file, related.Span) {
			return true
		}
	}
	return false
}

// at tells whether the rule around a span changed; without a rule, whether its lines did.
func (f *filter) at(file *rulefile.File, span rulefile.Span) bool {
	rule := f.rules.Rule(file, span.Start.Offset)
	if rule == nil {
		return f.touches(file, span)
	}
	changed, known := f.changed[rule]
	if !known {
		changed = f.rule(rule)
		f.changed[rule] = changed
	}
	return changed
}

// rule tells whether a rule changed: its lines, the comments right above it, or what its group says about all its rules.
func (f *filter) rule(rule *rulefile.Rule) bool {
	from := rule.Span.Start.Line
	for from > 1 && strings.HasPrefix(strings.TrimSpace(rule.File.Line(from-1)), "#") {
		from--
	}
	if f.changes.Touches(rule.File.Name, from, lastLine(rule.Span)) {
		return true
	}
	if rule.Group == nil {
		return false
	}
	for _, scalar := range []rulefile.Scalar{rule.Group.Interval, rule.Group.QueryOffset, rule.Group.Limit} {
		if scalar.Present() && f.touches(rule.File, scalar.Whole()) {
			return true
		}
	}
	for _, label := range rule.Group.Labels {
		if f.touches(rule.File, label.Key.Whole()) || f.touches(rule.File, label.Value.Whole()) {
			return true
		}
	}
	return false
}

func (f *filter) touches(file *rulefile.File, span rulefile.Span) bool {
	return f.changes.Touches(file.Name, span.Start.Line, lastLine(span))
}

// lastLine returns the last line that a span has characters in.
func lastLine(span rulefile.Span) int {
	if span.End.Column == 1 && span.End.Line > span.Start.Line {
		return span.End.Line - 1
	}
	return span.End.Line
}
