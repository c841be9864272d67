package format

import (
	"io"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// SARIF prints the result as a log of SARIF 2.1.0, which GitHub's code scanning and many editors read. Checks are its rules,
// with their pages as help; errors are notifications of an invocation that failed, and what was not checked is a note among them. Columns count characters.
func SARIF(w io.Writer, r lint.Result, o Options) error {
	s := &sarifLog{options: o, checks: map[string]int{}}
	driver := sarif.NewToolComponent().WithName(tool).WithInformationURI("https://github.com/promwright/promwright")
	if o.Version != "" {
		driver.WithVersion(o.Version)
	}
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(driver)).WithColumnKind("unicodeCodePoints")
	invocation := sarif.NewInvocation().WithExecutionSuccessful(len(r.Errors) == 0)
	run.AddInvocation(invocation)
	s.rules = driver
	for _, check := range o.Checks {
		s.rule(check)
	}
	all := problems(r, o)
	prints := fingerprints(all)
	for i, p := range all {
		if p.finding == nil {
			invocation.AddToolExecutionNotification(s.notification(p))
			continue
		}
		run.AddResult(s.result(*p.finding, prints[i]))
	}
	report := sarif.NewReport()
	report.AddRun(run)
	return encode(w, report)
}

// sarifLog is what is common to the parts of a log.
type sarifLog struct {
	options Options
	rules   *sarif.ToolComponent
	checks  map[string]int // place of a check in the rules, by name
}

// sarifLevels are SARIF's names of severities.
var sarifLevels = map[lint.Severity]string{lint.Off: "none", lint.Info: "note", lint.Warning: "warning", lint.Error: "error"}

// rule adds a check to the rules.
func (s *sarifLog) rule(check *lint.Check) {
	s.checks[check.Name] = len(s.rules.Rules)
	rule := sarif.NewReportingDescriptor().WithID(check.Name).WithName(check.Name).WithHelpURI(check.URL())
	if summary := check.Summary(); summary != "" {
		rule.WithShortDescription(multiformat(summary, ""))
	}
	if check.Doc != "" {
		rule.WithHelp(multiformat(check.Doc, check.Doc))
	}
	rule.WithDefaultConfiguration(sarif.NewReportingConfiguration().
		WithLevel(sarifLevels[check.Severity]).WithEnabled(check.Severity != lint.Off))
	s.rules.AddRule(rule)
}

// result is a finding. Its fixes are those that can be applied, the best first.
func (s *sarifLog) result(f lint.Finding, fingerprint string) *sarif.Result {
	if _, known := s.checks[f.Check]; !known {
		s.rule(&lint.Check{Name: f.Check, Severity: f.Severity})
	}
	result := sarif.NewResult().WithRuleID(f.Check).WithRuleIndex(s.checks[f.Check]).WithLevel(sarifLevels[f.Severity]).
		WithMessage(message(f.Message)).
		WithPartialFingerprints(map[string]string{"rulelint/v1": fingerprint}).
		AddLocation(s.location(f.File.Name, f.Span))
	for i, related := range f.Related {
		file := f.File
		if related.File != nil {
			file = related.File
		}
		result.AddRelatedLocation(s.location(file.Name, related.Span).WithID(i).WithMessage(message(related.Message)))
	}
	for _, fix := range f.Fixes {
		if len(fix.Edits) > 0 {
			result.Fixes = append(result.Fixes, s.fix(f.File.Name, fix))
		}
	}
	return result
}

// fix is the edits of a fix; whether it is safe stands in its properties.
func (s *sarifLog) fix(file string, fix lint.Fix) *sarif.Fix {
	change := sarif.NewArtifactChange().WithArtifactLocation(s.artifact(file))
	edits := slices.Clone(fix.Edits)
	slices.SortStableFunc(edits, func(a, b rulefile.Edit) int { return a.Span.Start.Offset - b.Span.Start.Offset })
	for _, edit := range edits {
		change.AddReplacement(sarif.NewReplacement().WithDeletedRegion(region(edit.Span)).
			WithInsertedContent(sarif.NewArtifactContent().WithText(edit.New)))
	}
	return sarif.NewFix().WithDescription(message(fix.Message)).AddArtifactChange(change).
		WithProperties(sarif.NewPropertyBag().Add("safe", !fix.Unsafe))
}

// notification is an error, or what was not checked.
func (s *sarifLog) notification(p problem) *sarif.Notification {
	n := sarif.NewNotification().WithLevel(sarifLevels[p.severity]).WithMessage(message(p.message))
	if p.path != nowhere {
		n.AddLocation(s.location(p.path, p.span))
	}
	return n
}

// location is a span of a file, or the whole file where the span is of no line.
func (s *sarifLog) location(file string, span rulefile.Span) *sarif.Location {
	place := sarif.NewPhysicalLocation().WithArtifactLocation(s.artifact(file))
	if span.Start.Line > 0 {
		place.WithRegion(region(span))
	}
	return sarif.NewLocation().WithPhysicalLocation(place)
}

func (s *sarifLog) artifact(file string) *sarif.ArtifactLocation {
	uri := s.options.uri(file)
	artifact := sarif.NewArtifactLocation().WithURI(uri)
	if !strings.HasPrefix(uri, "file:") {
		artifact.WithURIBaseID("%SRCROOT%")
	}
	return artifact
}

// region is a span both in lines and columns and in bytes.
func region(span rulefile.Span) *sarif.Region {
	return sarif.NewRegion().
		WithStartLine(span.Start.Line).WithStartColumn(span.Start.Column).
		WithEndLine(span.End.Line).WithEndColumn(span.End.Column).
		WithByteOffset(span.Start.Offset).WithByteLength(span.End.Offset - span.Start.Offset)
}

func message(text string) *sarif.Message { return sarif.NewMessage().WithText(text) }

func multiformat(text, markdown string) *sarif.MultiformatMessageString {
	m := sarif.NewMultiformatMessageString().WithText(text)
	if markdown != "" {
		m.WithMarkdown(markdown)
	}
	return m
}
