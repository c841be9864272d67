package baseline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// Apply returns the result without the findings that the baseline knows, and the entries that match nothing any more, or fewer
// findings than they count: in these, Count is how many too many. Of more equal findings than are known, the last are new.
//
// Only what the run looked at is judged: entries of files that exist and are not in the result's project are not stale, and where
// the run was restricted to some checks, neither are those of others.
func (b *Baseline) Apply(result lint.Result, only ...string) (lint.Result, []Entry) {
	where := newPlaces(b.name)
	known := map[identity]int{}
	for _, e := range b.Entries {
		known[e.identity()] += e.Count
	}
	kept := make([]lint.Finding, 0, len(result.Findings))
	for _, finding := range result.Findings {
		if id := where.of(finding); known[id] > 0 {
			known[id]--
			continue
		}
		kept = append(kept, finding)
	}
	result.Findings = kept

	judged := where.judged(result.Project)
	var stale []Entry
	for _, e := range b.Entries {
		if left := known[e.identity()]; left > 0 && (len(only) == 0 || slices.Contains(only, e.Check)) && judged(e.File) {
			e.Count = left
			stale = append(stale, e)
		}
	}
	return result, stale
}

// judged returns a function that tells of a path in the baseline whether the run knows all findings of that file.
func (p *places) judged(project *lint.Project) func(path string) bool {
	read := map[string]bool{} // whether in full
	if project != nil {
		for _, file := range project.Files {
			read[p.path(file.Name)] = len(file.Errors) == 0
		}
	}
	return func(path string) bool {
		whole, found := read[path]
		if !found {
			_, err := os.Stat(filepath.Join(p.folder, filepath.FromSlash(path)))
			whole = errors.Is(err, fs.ErrNotExist)
			read[path] = whole
		}
		return whole
	}
}

// Findings returns a finding for each stale entry, at its line of the baseline.
func (b *Baseline) Findings(stale []Entry, severity lint.Severity) []lint.Finding {
	findings := make([]lint.Finding, 0, len(stale))
	if severity == lint.Off {
		return findings
	}
	total := map[int]int{} // by line
	for _, e := range b.Entries {
		total[e.Line] = e.Count
	}
	for _, e := range stale {
		message := fmt.Sprintf("this finding is gone: %s", e.describe())
		if n := total[e.Line]; e.Count < n {
			message = fmt.Sprintf("%d of these %d findings are gone: %s", e.Count, n, e.describe())
		}
		findings = append(findings, lint.Finding{
			Diagnostic: lint.Diagnostic{
				File: b.file, Span: b.lineSpan(e.Line), Message: message,
				Fixes: []lint.Fix{{Message: "write the baseline again, or remove the line"}},
			},
			Check: Check.Name, Severity: severity, URL: Check.URL(),
		})
	}
	return findings
}

// describe names the finding in few words.
func (e Entry) describe() string {
	if e.Rule == "" {
		return fmt.Sprintf("%s in %s", e.Check, e.File)
	}
	return fmt.Sprintf("%s of %s in %s", e.Check, e.Rule, e.File)
}

// lineSpan returns the whole of a line of the baseline.
func (b *Baseline) lineSpan(line int) rulefile.Span {
	offset := 0
	for i, c := range b.file.Source {
		if line <= 1 {
			break
		}
		if c == '\n' {
			line, offset = line-1, i+1
		}
	}
	start := b.file.Pos(offset)
	return rulefile.Span{Start: start, End: b.file.Pos(offset + len(b.file.Line(start.Line)))}
}
