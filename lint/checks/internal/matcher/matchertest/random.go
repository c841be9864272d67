// Package matchertest makes matchers and values for properties to be held against.
package matchertest

import (
	"math/rand"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
)

// parts are what patterns are made of; those that happen not to compile are not used.
var parts = []string{"a", "b", "ab", ".", ".*", ".+", "a*", "b?", "|", "|", "(", ")", "^", "$", `\.`, "[ab]", "(a|b)", "5", "(?i)A", ""}

// Pair returns two matchers of one label.
func Pair(r *rand.Rand) (a, b *labels.Matcher) { return matcher(r), matcher(r) }

func matcher(r *rand.Rand) *labels.Matcher {
	for {
		var b strings.Builder
		for range r.Intn(5) {
			b.WriteString(parts[r.Intn(len(parts))])
		}
		m, err := labels.NewMatcher(labels.MatchType(r.Intn(4)), "x", b.String())
		if err == nil {
			return m
		}
	}
}

// Values are all texts of at most three of the letters that patterns are made of.
var Values = func() []string {
	values := []string{""}
	for begin := 0; len(values[begin]) < 3; begin++ {
		for _, letter := range "abA.5" {
			values = append(values, values[begin]+string(letter))
		}
	}
	return values
}()
