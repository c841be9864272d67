package cli

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/promwright/promwright/lint/fix"
)

// printFixed prints a line about a file that was fixed.
func printFixed(w io.Writer, file fix.File) {
	fmt.Fprintf(w, "fixed %s: %s\n", file.Name, fixCounts(file))
}

// fixCounts counts the fixes of a file: "3 fixes (shortrange 2, syntax 1)".
func fixCounts(file fix.File) string {
	byCheck := map[string]int{}
	for _, applied := range file.Applied {
		byCheck[applied.Check]++
	}
	var parts []string
	for _, check := range names(byCheck) {
		parts = append(parts, fmt.Sprintf("%s %d", check, byCheck[check]))
	}
	return fmt.Sprintf("%s (%s)", plural(len(file.Applied), "fix", "fixes"), strings.Join(parts, ", "))
}

// fixSummary counts what is left.
func fixSummary(result fix.Result, unsafe bool) string {
	var b strings.Builder
	b.WriteString("no findings left")
	if n := len(result.Left.Findings); n > 0 {
		b.Reset()
		b.WriteString(plural(n, "finding", "findings") + " left")
	}
	fmt.Fprintf(&b, " in %s, %s", plural(result.Left.Rules, "rule", "rules"), plural(len(result.Left.Project.Files), "file", "files"))
	if n := len(result.Left.Errors); n > 0 {
		fmt.Fprintf(&b, "; %s of what was not understood", plural(n, "error", "errors"))
	}
	if n := result.Fixable(); n > 0 && !unsafe {
		fmt.Fprintf(&b, "; %d can be fixed with --unsafe", n)
	}
	if !result.Settled {
		b.WriteString("; there is more to fix: run it again")
	}
	return b.String()
}

// printDiff prints what would change, as patches.
func printDiff(w io.Writer, result fix.Result) error {
	for _, file := range result.Files {
		name := filepath.ToSlash(file.Name)
		patch := diff.Diff("a/"+name, file.Old, "b/"+name, file.New)
		if _, err := io.Copy(w, bytes.NewReader(patch)); err != nil {
			return err
		}
	}
	return nil
}

// printRejected prints a line about each fix that was not made.
func printRejected(w io.Writer, result fix.Result) {
	for _, r := range result.Rejected {
		fmt.Fprintf(w, "rulelint: %s:%s: the fix %q of %s is not made: %s\n", r.File, r.Pos, r.Fix, r.Check, r.Reason)
	}
}

// plural is a number of things.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
