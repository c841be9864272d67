package pattern

import "slices"

// IsHalfAnchored reports whether a pattern is written as if it matched the beginning or the end of values, as most programs
// would have it: anchored at one end, with every alternative ending in a letter at the other. Prometheus anchors both.
//
//	IsHalfAnchored(`^api`)         // true: it matches api alone
//	IsHalfAnchored(`^(lo|veth.*)`) // false: whoever writes .* knows
//	IsHalfAnchored(`^200`)         // false: codes are no longer than that
func IsHalfAnchored(text string, tokens []Token) bool {
	all := Alternatives(tokens)
	begins := hasEdge(tokens, all, Begin)
	if begins == hasEdge(tokens, all, End) {
		return false
	}
	return !slices.ContainsFunc(all, func(a Alternative) bool {
		if len(a.Tokens) == 0 {
			return true
		}
		t := a.Tokens[len(a.Tokens)-1]
		if !begins {
			t = a.Tokens[0]
		}
		last := text[t.To-1]
		return t.Kind != Char && t.Kind != Escaped || '0' <= last && last <= '9'
	})
}

// hasEdge reports whether the pattern or one of its alternatives begins with Begin, or ends with End.
func hasEdge(tokens []Token, all []Alternative, edge Kind) bool {
	at := func(tokens []Token) bool {
		if len(tokens) == 0 {
			return false
		}
		if edge == Begin {
			return tokens[0].Kind == Begin
		}
		return tokens[len(tokens)-1].Kind == End
	}
	return at(tokens) || slices.ContainsFunc(all, func(a Alternative) bool { return at(a.Tokens) })
}

// WithoutAnchors returns the pattern without the anchors around it and around its alternatives, which change nothing.
func WithoutAnchors(text string, tokens []Token) string {
	edges := map[int]bool{} // where anchors begin
	mark := func(tokens []Token) {
		if len(tokens) == 0 {
			return
		}
		if first := tokens[0]; first.Kind == Begin {
			edges[first.From] = true
		}
		if last := tokens[len(tokens)-1]; last.Kind == End {
			edges[last.From] = true
		}
	}
	mark(tokens)
	for _, a := range Alternatives(tokens) {
		mark(a.Tokens)
	}
	out := ""
	for _, t := range tokens {
		if !edges[t.From] {
			out += text[t.From:t.To]
		}
	}
	return out
}
