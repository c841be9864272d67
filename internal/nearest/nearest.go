// Package nearest helps people who mistyped a name.
package nearest

import (
	"slices"
	"strings"
)

// Hint says what may be written instead of word: the allowed name that is nearest, where one is near enough to be a typing
// mistake, and otherwise all of them.
//
//	Hint("shortrang", checks) // did you mean shortrange?
//	Hint("fatal", levels)     // allowed are error, info, off, warning
func Hint(word string, allowed []string) string {
	if len(allowed) == 0 {
		return "nothing is allowed here"
	}
	names := slices.Sorted(slices.Values(allowed))
	best, least := "", max(1, len(word)/3)+1
	for _, name := range names {
		if d := distance(strings.ToLower(word), strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	return "allowed are " + strings.Join(names, ", ")
}

// distance is the number of letters to insert, delete or replace to turn a into b (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1) // row[j]: from the letters of a seen so far to the first j of b
	for j := range row {
		row[j] = j
	}
	for i, letter := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j := range to {
			cost := 1
			if letter == to[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(to)]
}
