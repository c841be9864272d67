package pattern

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"unicode"
)

// Disjoint reports whether no text is matched by both of two patterns. Patterns that are too much to compare are not.
func Disjoint(a, b string) bool {
	return never(a, b, func(first, second bool) bool { return first && second })
}

// Within reports whether every text that one pattern matches is matched by the other one. Where that is too much to tell, it is false.
func Within(a, b string) bool {
	return never(a, b, func(first, second bool) bool { return first && !second })
}

// never reports whether there is no text of which wanted holds, given which of two patterns match it. It follows both, rune by rune,
// through all states that they can be in together.
func never(a, b string, wanted func(first, second bool) bool) bool {
	const most = 300 // states
	one, ok1 := newMachine(a)
	other, ok2 := newMachine(b)
	if !ok1 || !ok2 {
		return false
	}
	runes := slices.Concat([]rune{0}, one.edges, other.edges)
	slices.Sort(runes)
	runes = slices.Compact(runes)
	type pair struct{ first, second []uint32 }
	todo := []pair{{one.closure(uint32(one.prog.Start)), other.closure(uint32(other.prog.Start))}}
	seen := map[string]bool{}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		key := fmt.Sprint(p.first, p.second)
		if seen[key] {
			continue
		}
		seen[key] = true
		if wanted(one.matches(p.first), other.matches(p.second)) || len(seen) > most {
			return false
		}
		for _, r := range runes {
			if next := (pair{one.step(p.first, r), other.step(p.second, r)}); len(next.first) > 0 {
				todo = append(todo, next)
			}
		}
	}
	return true
}

// machine is a pattern that is followed rune by rune.
type machine struct {
	prog  *syntax.Prog
	edges []rune // where what its instructions match begins, and behind where it ends
}

// newMachine is false for patterns with assertions within, with letters of either case, and for those that are very long.
func newMachine(text string) (machine, bool) {
	tokens, ok := Tokens(text)
	if !ok {
		return machine{}, false
	}
	parsed, err := syntax.Parse("(?s:"+WithoutAnchors(text, tokens)+")", syntax.Perl)
	if err != nil {
		return machine{}, false
	}
	prog, err := syntax.Compile(parsed.Simplify())
	if err != nil || len(prog.Inst) > 200 {
		return machine{}, false
	}
	m := machine{prog: prog}
	for i := range prog.Inst {
		inst := &prog.Inst[i]
		switch inst.Op {
		case syntax.InstEmptyWidth:
			return machine{}, false
		case syntax.InstRune, syntax.InstRune1:
			if syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
				return machine{}, false
			}
			for j, r := range inst.Rune {
				if j%2 == 1 || len(inst.Rune) == 1 {
					m.edges = append(m.edges, min(r+1, unicode.MaxRune))
				}
				if j%2 == 0 {
					m.edges = append(m.edges, r)
				}
			}
		case syntax.InstRuneAnyNotNL:
			m.edges = append(m.edges, '\n', '\n'+1)
		}
	}
	return m, len(m.edges) < 100
}

// closure returns the instructions that match or consume a rune and are reached from some without one.
func (m machine) closure(from ...uint32) []uint32 {
	var out []uint32
	seen := map[uint32]bool{}
	for len(from) > 0 {
		pc := from[len(from)-1]
		from = from[:len(from)-1]
		if seen[pc] {
			continue
		}
		seen[pc] = true
		switch inst := &m.prog.Inst[pc]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			from = append(from, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstNop:
			from = append(from, inst.Out)
		case syntax.InstFail:
		default:
			out = append(out, pc)
		}
	}
	slices.Sort(out)
	return out
}

func (m machine) step(state []uint32, r rune) []uint32 {
	var next []uint32
	for _, pc := range state {
		if inst := &m.prog.Inst[pc]; inst.Op != syntax.InstMatch && inst.MatchRune(r) {
			next = append(next, inst.Out)
		}
	}
	return m.closure(next...)
}

func (m machine) matches(state []uint32) bool {
	return slices.ContainsFunc(state, func(pc uint32) bool { return m.prog.Inst[pc].Op == syntax.InstMatch })
}
