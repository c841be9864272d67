package fix

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// verdict judges the fixes of a file by the findings before and after them.
type verdict struct {
	*attempt
	rules   [2][]*rulefile.Rule // before, after
	errors  [2][]int            // findings of level error, by rule
	spans   []rulefile.Span     // of the rules before, sorted
	numbers []int               // place in rules of what each span is of
	moves   shift
	remains map[kind][]place // what is found after, in order of the file
}

// kind is what a finding says, wherever.
type kind struct{ check, message string }

// place is where a finding begins.
type place struct {
	at    int
	known bool // it was found before, and is not what a fix is about
}

func newVerdict(a *attempt, before, after []lint.Finding) *verdict {
	v := &verdict{attempt: a, moves: newShift(union(a.fixes))}
	for i, found := range [2][]lint.Finding{before, after} {
		file := []*rulefile.File{a.now, a.file}[i]
		v.rules[i] = slices.Collect(file.Rules())
		v.index(v.rules[i])
		v.errors[i] = make([]int, len(v.rules[i]))
		for _, finding := range found {
			if finding.Severity == lint.Error {
				for _, n := range v.about(finding.Span) {
					v.errors[i][n]++
				}
			}
		}
	}
	v.index(v.rules[0])
	v.compare(before, after)
	return v
}

// index sorts the rules by place, so that about finds them.
func (v *verdict) index(rules []*rulefile.Rule) {
	v.numbers = make([]int, len(rules))
	for i := range rules {
		v.numbers[i] = i
	}
	slices.SortStableFunc(v.numbers, func(a, b int) int {
		return cmp.Compare(rules[a].Span.Start.Offset, rules[b].Span.Start.Offset)
	})
	v.spans = v.spans[:0]
	for _, n := range v.numbers {
		v.spans = append(v.spans, rules[n].Span)
	}
}

// about returns the rules that a span is in or touches.
func (v *verdict) about(span rulefile.Span) []int {
	at, _ := slices.BinarySearchFunc(v.spans, span.Start.Offset, func(s rulefile.Span, start int) int {
		return cmp.Compare(s.End.Offset, start)
	})
	var found []int
	for ; at < len(v.spans) && v.spans[at].Start.Offset <= span.End.Offset; at++ {
		found = append(found, v.numbers[at])
	}
	return found
}

// compare notes what is found after the fixes, and which of it was found before and not to be fixed.
func (v *verdict) compare(before, after []lint.Finding) {
	v.remains = map[kind][]place{}
	for _, finding := range after { // in order of the file
		k := kind{finding.Check, finding.Message}
		v.remains[k] = append(v.remains[k], place{at: finding.Span.Start.Offset})
	}
	fixed := map[*rulefile.Edit]bool{}
	for _, c := range v.fixes {
		fixed[&c.fix.Edits[0]] = true
	}
	for _, finding := range before {
		isFixed := slices.ContainsFunc(finding.Fixes, func(f lint.Fix) bool { return len(f.Edits) > 0 && fixed[&f.Edits[0]] })
		if isFixed {
			continue
		}
		if found := v.find(finding); found != nil {
			found.known = true
		}
	}
}

// find returns the place after the fixes of what a finding before them says, if it is still found and nothing else is said
// to be there.
func (v *verdict) find(finding lint.Finding) *place {
	from, to := v.moves.forward(finding.Span.Start.Offset)
	places := v.remains[kind{finding.Check, finding.Message}]
	i, _ := slices.BinarySearchFunc(places, from, func(p place, from int) int { return cmp.Compare(p.at, from) })
	for ; i < len(places) && places[i].at <= to; i++ {
		if !places[i].known {
			return &places[i]
		}
	}
	return nil
}

// drop takes the fixes out that did not work, and tells whether there were any. Where a rule is worse after several fixes, the
// first of them is tried alone and the others wait for the next pass; where it is worse after one, that is rejected.
func (v *verdict) drop() bool {
	inRule := map[int][]*candidate{}
	rules := map[*candidate][]int{}
	for _, c := range v.fixes {
		rules[c] = v.touched(c)
		for _, n := range rules[c] {
			inRule[n] = append(inRule[n], c)
		}
	}
	out := map[*candidate]bool{}
	for _, c := range v.fixes {
		reason := v.blame(c, rules[c])
		if reason == "" || out[c] {
			continue
		}
		first, others := true, []*candidate(nil)
		for _, n := range rules[c] {
			first = first && inRule[n][0] == c
			others = append(others, slices.DeleteFunc(slices.Clone(inRule[n]), func(other *candidate) bool { return other == c })...)
		}
		switch {
		case len(others) == 0:
			v.reject(c, reason)
			out[c] = true
		case !first:
			out[c] = true
		default:
			for _, other := range others {
				out[other] = true
			}
		}
	}
	v.fixes = slices.DeleteFunc(v.fixes, func(c *candidate) bool { return out[c] })
	return len(out) > 0
}

// touched returns the rules that a fix edits.
func (v *verdict) touched(c *candidate) []int {
	var rules []int
	for _, e := range c.fix.Edits {
		rules = append(rules, v.about(e.Span)...)
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// blame says why a fix that touches these rules is no good; "" if it is.
func (v *verdict) blame(c *candidate, rules []int) string {
	if v.find(c.finding) != nil {
		return "the finding is still there after it"
	}
	for _, n := range rules {
		if reason := v.worse(n); reason != "" {
			return reason
		}
	}
	return ""
}

// worse says what is wrong with a rule after the fixes and was not before; "" if nothing is.
//
// An expression that did not parse may show more errors once it does: they were there before.
func (v *verdict) worse(n int) string {
	before, after := v.rules[0][n], v.rules[1][n]
	if _, err := before.Query(); err != nil {
		return ""
	}
	if _, err := after.Query(); err != nil {
		return fmt.Sprintf("the expression of %s does not parse after it", before.Name().Value)
	}
	if was, is := v.errors[0][n], v.errors[1][n]; is > was {
		return fmt.Sprintf("%s has %d findings of level error after it and not %d", before.Name().Value, is, was)
	}
	return ""
}
