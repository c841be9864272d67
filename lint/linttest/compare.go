package linttest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// compare returns a message for each finding that no marker wants and for each marker that no finding meets, in the order
// of the lines.
func compare(files []marked, found []lint.Finding) []string {
	var messages []string
	for _, file := range files {
		missing := slices.Clone(file.wants)
		var unwanted []lint.Finding
		for _, finding := range found {
			if finding.File != file.parsed {
				continue
			}
			i := slices.IndexFunc(missing, func(w want) bool { return w.meets(finding) })
			if i < 0 {
				unwanted = append(unwanted, finding)
				continue
			}
			missing = slices.Delete(missing, i, i+1)
		}
		messages = append(messages, describe(file.parsed, missing, unwanted)...)
	}
	return messages
}

// meets tells whether the finding is the one that is wanted.
func (w want) meets(finding lint.Finding) bool {
	return finding.Span.Start.Line == w.line &&
		w.message.MatchString(finding.Message) &&
		(w.at == nil || *w.at == source(finding))
}

// describe says what is missing and unwanted in a file; of a line where both are, in one message.
func describe(file *rulefile.File, missing []want, unwanted []lint.Finding) []string {
	byLine := map[int][]string{}
	for _, w := range missing {
		byLine[w.line] = append(byLine[w.line], "want "+w.String())
	}
	for _, finding := range unwanted {
		byLine[finding.Span.Start.Line] = append(byLine[finding.Span.Start.Line],
			fmt.Sprintf("got  %q at `%s` (column %d)", finding.Message, source(finding), finding.Span.Start.Column))
	}
	var lines []int
	for line := range byLine {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	var messages []string
	for _, line := range lines {
		messages = append(messages, fmt.Sprintf("%s:%d: %s\n\t%s",
			file.Name, line, strings.TrimSpace(file.Line(line)), strings.Join(byLine[line], "\n\t")))
	}
	return messages
}

// lineBreak is what joins the lines of a span.
var lineBreak = lazyregexp.New(`\s*\n\s*`)

// source returns what a finding underlines, on one line.
func source(finding lint.Finding) string {
	text := string(finding.File.Source[finding.Span.Start.Offset:finding.Span.End.Offset])
	return lineBreak.ReplaceAllString(strings.TrimSpace(text), " ")
}

// applyFixes applies the first safe fix of each finding of the file. Edits that several findings share are made once.
func applyFixes(file *rulefile.File, found []lint.Finding) (string, error) {
	var edits []rulefile.Edit
	for _, finding := range found {
		if finding.File != file {
			continue
		}
		i := slices.IndexFunc(finding.Fixes, func(fix lint.Fix) bool { return !fix.Unsafe && len(fix.Edits) > 0 })
		if i < 0 {
			continue
		}
		for _, edit := range finding.Fixes[i].Edits {
			if !slices.Contains(edits, edit) {
				edits = append(edits, edit)
			}
		}
	}
	fixed, err := rulefile.Apply(file.Source, edits)
	if err != nil {
		return "", fmt.Errorf("%s: the fixes of its findings: %w", file.Name, err)
	}
	return string(fixed), nil
}

// difference shows how got differs from want.
func difference(want, got string) string {
	return string(diff.Diff("want", []byte(want), "got", []byte(got)))
}
