package labeltypo

import (
	"slices"
	"strings"
)

// isTypo reports whether a name is a word with one letter left out, added or replaced, or two swapped, in a way that makes no
// other name of it: plurals, numbers, underscores, other beginnings and other endings are names of their own.
//
//	isTypo("instnace", "instance") // true
//	isTypo("instances", "instance") // false
func isTypo(name, word string) bool {
	if strings.EqualFold(name, word) {
		return name != word
	}
	i := 0 // the first difference
	for i < len(name) && i < len(word) && name[i] == word[i] {
		i++
	}
	rest, wordRest := name[i:], word[i:]
	switch {
	case len(rest) >= 2 && len(wordRest) >= 2 && rest[0] == wordRest[1] && rest[1] == wordRest[0] && rest[2:] == wordRest[2:]:
		return len(word) >= 5 && noDigits(rest[0], rest[1])
	case len(word) < 6:
		return false
	case len(rest) > 0 && rest[1:] == wordRest: // added
		doubled := i > 0 && rest[0] == name[i-1]
		return letters(rest[0]) && (doubled || i > 0 && wordRest != "") && isLongPart(word, i)
	case len(wordRest) > 0 && wordRest[1:] == rest: // left out
		return letters(wordRest[0]) && i > 0 && !(rest == "" && wordRest == "s") && isLongPart(word, i)
	case len(rest) > 1 && len(wordRest) > 1 && rest[1:] == wordRest[1:]: // replaced
		return letters(rest[0], wordRest[0]) && i > 0 && isLongPart(word, i)
	}
	return false
}

func letters(all ...byte) bool {
	for _, c := range all {
		if c|0x20 < 'a' || 'z' < c|0x20 {
			return false
		}
	}
	return true
}

func noDigits(all ...byte) bool {
	return !slices.ContainsFunc(all, func(c byte) bool { return '0' <= c && c <= '9' })
}

// isLongPart reports whether the part of a name around byte i, between underscores, has five letters at least: shorter ones are
// near to too many others.
func isLongPart(word string, i int) bool {
	i = min(i, len(word)-1)
	begin := strings.LastIndexByte(word[:i], '_') + 1
	length := strings.IndexByte(word[begin:], '_')
	if length < 0 {
		length = len(word) - begin
	}
	return length >= 5
}

// index finds the words that a name is near to without looking at all of them.
type index map[string][]string // by what is left of a word without one of its letters, and by the word

func newIndex(words []string) index {
	x := index{}
	for _, word := range words {
		for _, key := range keys(word) {
			x[key] = append(x[key], word)
		}
	}
	return x
}

// keys returns what a name, and names with one letter more or less or another one, have in common.
func keys(name string) []string {
	lower := strings.ToLower(name)
	all := []string{lower}
	for i := range len(lower) {
		if i == 0 || lower[i] != lower[i-1] {
			all = append(all, lower[:i]+lower[i+1:])
		}
	}
	return all
}

// nearest returns the word that the name is a typing error of, the first of those that better prefers.
func (x index) nearest(name string, better func(a, b string) bool) string {
	best := ""
	for _, key := range keys(name) {
		for _, word := range x[key] {
			if word != best && isTypo(name, word) && (best == "" || better(word, best)) {
				best = word
			}
		}
	}
	return best
}
