// Package nearest helps people who mistyped a name.
package nearest

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Name returns the name that word was probably meant to be: the one with the fewest letters to insert, delete or replace, if
// those are at most two, or a third of word's, and fewer than word has. Of names that are equally near it is the first in the
// alphabet; "" if none is near enough.
//
//	Name("exrp", []string{"expr", "for"}) // expr
func Name(word string, names []string) string {
	best, least := "", min(max(2, len(word)/3)+1, len(word))
	for _, name := range slices.Sorted(slices.Values(names)) {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// Hint says what may be written instead of word: the allowed name that is near, or otherwise all of them.
//
//	Hint("shortrang", checks) // did you mean shortrange?
//	Hint("fatal", levels)     // allowed are error, info, off, warning
func Hint(word string, allowed []string) string {
	if len(allowed) == 0 {
		return "nothing is allowed here"
	}
	if name := Name(word, allowed); name != "" {
		return "did you mean " + name + "?"
	}
	return "allowed are " + strings.Join(slices.Sorted(slices.Values(allowed)), ", ")
}
