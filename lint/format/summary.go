package format

import (
	"errors"
	"fmt"
	"strings"

	"github.com/promwright/promwright/internal/excerpt"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// summary counts in one line what was found, and names what was not understood:
//
//	3 findings (2 errors, 1 warning) in 234 rules, 8 files; 1 file without rules: x.yaml
//
// Shown is the number of findings that are printed in full.
func summary(r lint.Result, shown int) string {
	var b strings.Builder
	b.WriteString("no findings")
	if len(r.Findings) > 0 {
		b.Reset()
		var parts []string
		for _, severity := range []lint.Severity{lint.Error, lint.Warning} {
			if n := r.Count(severity); n > 0 {
				parts = append(parts, count(n, string(severity)))
			}
		}
		if n := r.Count(lint.Info); n > 0 {
			parts = append(parts, fmt.Sprintf("%d info", n))
		}
		fmt.Fprintf(&b, "%s (%s)", count(len(r.Findings), "finding"), strings.Join(parts, ", "))
	}
	fmt.Fprintf(&b, " in %s, %s", count(r.Rules, "rule"), count(len(r.Project.Files), "file"))
	if folded := len(r.Findings) - shown; folded > 0 {
		fmt.Fprintf(&b, "; %d shown, %d like them folded (--no-fold shows all)", shown, folded)
	}
	b.WriteString(NotChecked(r))
	broken, failed := causes(r)
	writeNames(&b, broken, "not understood in full")
	writeNames(&b, r.FilesWithoutRules, "without rules")
	if failed > 0 {
		fmt.Fprintf(&b, "; %s did not finish", count(failed, "check"))
	}
	return b.String()
}

// causes returns the names of the files that have errors, each once, and the number of checks that failed.
func causes(r lint.Result) (files []string, failed int) {
	seen := map[string]bool{}
	for _, err := range r.Errors {
		var inFile *rulefile.Error
		var check *lint.CheckError
		switch {
		case errors.As(err, &check):
			failed++
		case errors.As(err, &inFile) && !seen[inFile.File]:
			seen[inFile.File] = true
			files = append(files, inFile.File)
		}
	}
	return files, failed
}

// writeNames writes how many files are in some state, and the names of the first of them.
func writeNames(b *strings.Builder, names []string, state string) {
	const most = 5
	if len(names) == 0 {
		return
	}
	fmt.Fprintf(b, "; %s %s: %s", count(len(names), "file"), state, excerpt.OneLine(strings.Join(names[:min(len(names), most)], ", ")))
	if more := len(names) - most; more > 0 {
		fmt.Fprintf(b, " and %d more", more)
	}
}

// NotChecked returns what a summary adds about rules that were not checked; "" where all were.
func NotChecked(r lint.Result) string {
	text := ""
	rules, places := r.UnreadRules()
	if rules > 0 {
		text = fmt.Sprintf("; %s not checked", count(rules, "rule"))
	}
	if places > 0 {
		text += fmt.Sprintf("; rules of %s not checked", count(places, "action"))
	}
	return text
}

// count is a number of things: "1 file", "2 files".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
