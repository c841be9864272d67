package pattern

import "slices"

// Alternative is one of those that a pattern offers: pattern[From:To]. Before and After are what surrounds it: an anchor, a group
// that holds the whole pattern.
type Alternative struct {
	From, To int
	Tokens   []Token
}

// Alternatives returns the alternatives between which a pattern, or the one group that is all of it, chooses. Anchors around
// that group are passed over.
//
//	Alternatives(`5..|404`)   // 5.. and 404
//	Alternatives(`^(a|b|)$`)  // a, b and the empty one
//	Alternatives(`x-(a|b)`)   // all of it: every value has more before it
func Alternatives(tokens []Token) []Alternative {
	from, to := unwrap(tokens)
	var all []Alternative
	depth, begin := 0, from
	add := func(end int) {
		a := Alternative{Tokens: tokens[begin:end]}
		switch {
		case end > begin:
			a.From, a.To = tokens[begin].From, tokens[end-1].To
		case begin > 0:
			a.From, a.To = tokens[begin-1].To, tokens[begin-1].To
		}
		all = append(all, a)
		begin = end + 1
	}
	for i := from; i < to; i++ {
		switch tokens[i].Kind {
		case Open:
			depth++
		case Close:
			depth--
		case Bar:
			if depth == 0 {
				add(i)
			}
		}
	}
	add(to)
	return all
}

// unwrap returns the tokens inside anchors around all tokens, and inside the group that then is all of it.
func unwrap(tokens []Token) (from, to int) {
	to = len(tokens)
	for {
		switch {
		case to-from >= 2 && tokens[from].Kind == Begin && tokens[to-1].Kind == End && !hasBar(tokens[from:to]):
			from, to = from+1, to-1
		case to-from >= 2 && tokens[from].Kind == Open && closes(tokens[from:to]) == to-from-1:
			from, to = from+1, to-1
		case to-from >= 2 && tokens[from].Kind == Begin && tokens[from+1].Kind == Open && closes(tokens[from+1:to]) == to-from-2:
			from++
		case to-from >= 2 && tokens[to-1].Kind == End && tokens[from].Kind == Open && closes(tokens[from:to]) == to-from-2:
			to--
		default:
			return from, to
		}
	}
}

// hasBar reports whether there is a bar outside of groups.
func hasBar(tokens []Token) bool {
	depth := 0
	return slices.ContainsFunc(tokens, func(t Token) bool {
		switch t.Kind {
		case Open:
			depth++
		case Close:
			depth--
		}
		return t.Kind == Bar && depth == 0
	})
}

// closes returns the index of the token that closes the group which the first one opens, or -1.
func closes(tokens []Token) int {
	depth := 0
	for i, t := range tokens {
		switch t.Kind {
		case Open:
			depth++
		case Close:
			depth--
		}
		if depth == 0 {
			return i
		}
	}
	return -1
}
