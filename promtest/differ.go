package promtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
)

// Texts shorter than longText, in bytes, are compared at a glance.
const longText = 40

// difference points at the first difference of two long texts, in words: `here "crossed 76% and", not "crossed 75% and"`; "" where
// they are short, or have no beginning in common.
func difference(got, want string) string {
	g, w := strings.Fields(got), strings.Fields(want)
	if len(got) < longText || len(want) < longText || slices.Equal(g, w) {
		return ""
	}
	at := 0
	for at < len(g) && at < len(w) && g[at] == w[at] {
		at++
	}
	if at == 0 {
		return ""
	}
	return fmt.Sprintf("here %q, not %q", around(g, at), around(w, at))
}

// around returns the word at an index between its neighbours.
func around(words []string, at int) string {
	from, to := max(at-1, 0), min(at+2, len(words))
	if at >= len(words) {
		return strings.Join(words[from:], " ") + " (its end)"
	}
	return strings.Join(words[from:to], " ")
}

// others says in what alerts differ.
func others(missing, extra []firing) string {
	for _, m := range missing {
		if !slices.ContainsFunc(extra, func(e firing) bool { return labels.Equal(e.labels, m.labels) }) {
			return "labels"
		}
	}
	return "annotations"
}

// otherPoints says in what samples differ.
func otherPoints(missing, extra []point) string {
	for _, m := range missing {
		if !slices.ContainsFunc(extra, func(e point) bool { return labels.Equal(e.labels, m.labels) }) {
			return "labels"
		}
	}
	return "values"
}

func samples(n int) string {
	if n == 1 {
		return "sample"
	}
	return "samples"
}

// annotation prints a text of which another one differs.
func annotation(text, other string) string {
	if text == "" || slices.Equal(strings.Fields(text), strings.Fields(other)) {
		return strconv.Quote(text)
	}
	return strings.TrimRight(text, "\n")
}
