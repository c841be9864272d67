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
	remains map[kind][]int      // where what is found after begins, but for what was found before and not to be fixed
}

// kind is what a finding says, wherever.
type kind struct{ check, message string }

func newVerdict(a *attempt, before, after []lint.Finding) *verdict {
	v := &verdict{attempt: a}
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

// compare notes what is found after the fixes and was not found before, or was to be fixed.
func (v *verdict) compare(before, after []lint.Finding) {
	v.remains = map[kind][]int{}
	for _, finding := range after {
		k := kind{finding.Check, finding.Message}
		v.remains[k] = append(v.remains[k], finding.Span.Start.Offset)
	}
	fixed := map[kind][]int{}
	for _, c := range v.fixes {
		k := kind{c.finding.Check, c.finding.Message}
		fixed[k] = append(fixed[k], c.finding.Span.Start.Offset)
	}
	all := union(v.fixes)
	for _, finding := range before {
		k := kind{finding.Check, finding.Message}
		if slices.Contains(fixed[k], finding.Span.Start.Offset) {
			continue
		}
		from, to := all.forward(finding.Span.Start.Offset)
		if i := slices.IndexFunc(v.remains[k], func(at int) bool { return from <= at && at <= to }); i >= 0 {
			v.remains[k] = slices.Delete(v.remains[k], i, i+1)
		}
	}
}

// drop takes the fixes out that did not work. Where a rule is worse after several fixes, the first of them is tried alone and
// the others wait for the next pass; where it is worse after one, that is rejected.
func (v *verdict) drop() bool {
	all := union(v.fixes)
	inRule := map[int][]*candidate{}
	rules := map[*candidate][]int{}
	for _, c := range v.fixes {
		for _, e := range c.fix.Edits {
			rules[c] = append(rules[c], v.about(e.Span)...)
		}
		slices.Sort(rules[c])
		rules[c] = slices.Compact(rules[c])
		for _, n := range rules[c] {
			inRule[n] = append(inRule[n], c)
		}
	}
	out := map[*candidate]bool{}
	for _, c := range v.fixes {
		reason := v.still(c, all)
		first := true
		for _, n := range rules[c] {
			if reason == "" {
				reason = v.worse(n)
			}
			first = first && inRule[n][0] == c
		}
		if reason == "" || out[c] {
			continue
		}
		alone := true
		for _, n := range rules[c] {
			for _, other := range inRule[n] {
				if other != c {
					alone = false
					out[other] = out[other] || first
				}
			}
		}
		switch {
		case alone:
			v.reject(c, reason)
			out[c] = true
		case !first:
			out[c] = true
		}
	}
	v.fixes = slices.DeleteFunc(v.fixes, func(c *candidate) bool { return out[c] })
	return len(out) > 0
}

// still says that what a fix is about is still found; "" if not.
func (v *verdict) still(c *candidate, all edits) string {
	from, to := all.forward(c.finding.Span.Start.Offset)
	for _, at := range v.remains[kind{c.finding.Check, c.finding.Message}] {
		if from <= at && at <= to {
			return "the finding is still there after it"
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
