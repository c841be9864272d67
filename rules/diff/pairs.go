package diff

import (
	"fmt"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

// rule is a rule in its group.
type rule struct {
	rules.PlainRule
	group *groupPair
	index int // in the group
}

// kind returns what a rule is called: "alert" or "recording".
func kind(r rules.PlainRule) string {
	if r.Alert != "" {
		return "alert"
	}
	return "recording"
}

// rulesOf returns the rules of one of the groups of a pair, none where it is nil.
func rulesOf(pair *groupPair, group *rules.PlainGroup) []*rule {
	if group == nil {
		return nil
	}
	all := make([]*rule, len(group.Rules))
	for i, r := range group.Rules {
		all[i] = &rule{r, pair, i}
	}
	return all
}

// sameness lists what two rules must have in common to be taken for one, the surest first.
var sameness = []func(*rule) string{
	func(r *rule) string { return key(r.group, kind(r.PlainRule), r.Name(), r.Labels, r.Expr) },
	func(r *rule) string { return key(r.group, kind(r.PlainRule), r.Name(), r.Labels) },
	func(r *rule) string { return key(r.group, kind(r.PlainRule), r.Name(), r.Expr) },
	func(r *rule) string { return key(kind(r.PlainRule), r.Name(), r.Labels, r.Expr) },
	func(r *rule) string { return key(kind(r.PlainRule), r.Name(), r.Labels) },
	func(r *rule) string { return key(r.group, kind(r.PlainRule), r.Name()) },
	func(r *rule) string { return key(kind(r.PlainRule), r.Name()) },
	func(r *rule) string { return key(r.group, kind(r.PlainRule), printed(r.Expr), r.Labels) }, // from here on, it was renamed
	func(r *rule) string { return key(r.group, kind(r.PlainRule), printed(r.Expr)) },
}

// key returns parts as one text. A group is its address; maps are printed in the order of their keys.
func key(parts ...any) string {
	text := ""
	for _, part := range parts {
		if group, ok := part.(*groupPair); ok {
			text += fmt.Sprintf("%p ", group)
			continue
		}
		text += fmt.Sprintf("%q ", part)
	}
	return text
}

// printed returns an expression without its comments and layout.
func printed(expr string) string {
	if tree, err := rulefile.ParseExpr(expr); err == nil {
		return tree.String()
	}
	return expr
}

// matchRules returns what each of the new rules was before, for those that were there, and the same the other way round.
func matchRules(groups []*groupPair) (was, is map[*rule]*rule) {
	was, is = map[*rule]*rule{}, map[*rule]*rule{}
	var old, new []*rule
	for _, g := range groups {
		old, new = append(old, g.oldRules...), append(new, g.newRules...)
	}
	for _, same := range sameness {
		candidates := map[string][]*rule{}
		for _, r := range old {
			if is[r] == nil {
				k := same(r)
				candidates[k] = append(candidates[k], r)
			}
		}
		if len(candidates) == 0 {
			break
		}
		for _, r := range new {
			if was[r] != nil {
				continue
			}
			if k := same(r); len(candidates[k]) > 0 {
				was[r], is[candidates[k][0]] = candidates[k][0], r
				candidates[k] = candidates[k][1:]
			}
		}
	}
	return was, is
}
