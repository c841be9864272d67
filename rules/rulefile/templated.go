package rulefile

import "slices"

// maxAlternatives is how many branches of a condition around the fields of a rule are read.
const maxAlternatives = 8

// alternatives returns the rules that a node is: one, or several where a condition of a template chooses between values of a field.
func (r *reader) alternatives(g *Group, n item) []*Rule {
	var rules []*Rule
	r.choices = 1
	for r.choice = 0; r.choice < min(r.choices, maxAlternatives); r.choice++ {
		if rule, given := r.rule(g, n); r.usable(rule, given) {
			rules = append(rules, rule)
		}
	}
	r.choice, r.choices = 0, 1
	return rules
}

// readable fills the holes of the expression of a rule, and notes the rule as not read where nothing fits.
func (r *reader) readable(rule *Rule) bool {
	if rule.Group.language != "" || !rule.Expr.Templated() {
		return true
	}
	if rule.Expr.isHole() {
		r.unread(rule.Expr.Whole(), true, "the expression of %s is printed by an action", rule.Name().Value)
		return false
	}
	expr, opaque, ok := r.guess(rule.Expr)
	if !ok {
		r.unread(rule.Expr.Whole(), true, "the expression of %s does not parse with anything that the actions in it are likely to print", rule.Name().Value)
		return false
	}
	rule.Expr, rule.opaque = expr, opaque
	return true
}

// called is how a rule is called that may lack a name.
func (r *Rule) called() string {
	if name := r.Name().Value; name != "" {
		return name
	}
	return "this"
}

// Opaque says whether the labels of what the expression yields may depend on what an action of a Helm template prints in it: names of labels,
// or parts that nobody can tell.
func (r *Rule) Opaque() bool { return r.opaque }

// Templated says whether a part of what the rule evaluates or writes is what an action of a Helm template prints: of its name, its expression
// or its labels.
func (r *Rule) Templated() bool {
	if r.Open || r.Group != nil && r.Group.Open || r.Name().Templated() || r.Expr.Templated() {
		return true
	}
	labels := r.Labels
	if r.Group != nil {
		labels = slices.Concat(r.Group.Labels, labels)
	}
	return slices.ContainsFunc(labels, func(p Pair) bool { return p.Value.Templated() })
}
