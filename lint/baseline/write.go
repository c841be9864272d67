package baseline

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/promwright/promwright/lint"
)

// Write writes the findings of a result as a baseline. name is the path of the file that w is: the paths in it are relative to
// its folder. The same findings give the same bytes.
func Write(w io.Writer, name string, result lint.Result) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# Known findings of rulelint, which are not reported. Written by rulelint check --write-baseline.\nversion: %d\nfindings:", Version)
	entries := entriesOf(newPlaces(name), result.Findings)
	if len(entries) == 0 {
		fmt.Fprint(out, " []")
	}
	fmt.Fprintln(out)
	for _, e := range entries {
		// What Go quotes, YAML reads: both know the same escapes, as long as the text is UTF-8.
		fmt.Fprintf(out, "- {file: %s, group: %s, rule: %s, check: %s, message: %s", strconv.Quote(e.File), strconv.Quote(e.Group),
			strconv.Quote(e.Rule), strconv.Quote(e.Check), strconv.Quote(e.Message))
		if e.Count > 1 {
			fmt.Fprintf(out, ", count: %d", e.Count)
		}
		fmt.Fprintln(out, "}")
	}
	return out.Flush()
}

// entriesOf returns the entries that cover findings, sorted. Findings about a baseline are none of its own.
func entriesOf(where *places, findings []lint.Finding) []Entry {
	counts := map[identity]int{}
	for _, finding := range findings {
		if finding.Check != Check.Name {
			counts[where.of(finding)]++
		}
	}
	entries := make([]Entry, 0, len(counts))
	for id := range maps.Keys(counts) {
		entries = append(entries, Entry{File: id.file, Group: id.group, Rule: id.rule, Check: id.check, Message: id.message, Count: counts[id]})
	}
	slices.SortFunc(entries, compare)
	return entries
}
