package diff

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

func (c *comparison) aggregations(old, new *parser.AggregateExpr) bool {
	c.add("aggregation", old.Op.String(), new.Op.String())
	switch {
	case old.Without == new.Without:
		c.lists(grouping(new), old.Grouping, new.Grouping)
	default:
		c.add("grouping", grouping(old)+labelList(old.Grouping), grouping(new)+labelList(new.Grouping))
	}
	if (old.Param == nil) != (new.Param == nil) {
		return false
	}
	return (old.Param == nil || c.nodes(old.Param, new.Param)) && c.nodes(old.Expr, new.Expr)
}

func grouping(e *parser.AggregateExpr) string {
	if e.Without {
		return "without"
	}
	return "by"
}

func (c *comparison) calls(old, new *parser.Call) bool {
	if len(old.Args) != len(new.Args) {
		return false
	}
	c.add("function", old.Func.Name, new.Func.Name)
	for i := range old.Args {
		if !c.nodes(old.Args[i], new.Args[i]) {
			return false
		}
	}
	return true
}

func (c *comparison) operations(old, new *parser.BinaryExpr) bool {
	if old.Op.IsComparisonOperator() != new.Op.IsComparisonOperator() || old.Op.IsSetOperator() != new.Op.IsSetOperator() {
		return false
	}
	c.add("operator", old.Op.String(), new.Op.String())
	c.add("modifier", modifier(old.ReturnBool, "bool"), modifier(new.ReturnBool, "bool"))
	c.matchings(old.VectorMatching, new.VectorMatching)
	number := value
	if old.Op.IsComparisonOperator() {
		number = threshold
	}
	return c.operands(old.LHS, new.LHS, number) && c.operands(old.RHS, new.RHS, number)
}

// modifier returns a word, if it is there.
func modifier(there bool, word string) string {
	if there {
		return word
	}
	return ""
}

// matchings compares how the series of two operands find each other.
func (c *comparison) matchings(old, new *parser.VectorMatching) {
	o, n := deref(old), deref(new)
	switch {
	case o.On == n.On && o.Card == n.Card:
		c.lists(map[bool]string{true: "on", false: "ignoring"}[n.On], o.MatchingLabels, n.MatchingLabels)
		c.lists(side(n.Card), o.Include, n.Include)
	default:
		c.add("matching", matching(old), matching(new))
	}
	c.add("fill_left", fill(o.FillValues.LHS), fill(n.FillValues.LHS))
	c.add("fill_right", fill(o.FillValues.RHS), fill(n.FillValues.RHS))
}

// deref returns m, or what no matching at all means.
func deref(m *parser.VectorMatching) parser.VectorMatching {
	if m == nil {
		return parser.VectorMatching{}
	}
	return *m
}

// matching returns m as PromQL spells it, "" where nothing is to be spelt.
func matching(m *parser.VectorMatching) string {
	var parts []string
	if m == nil {
		return ""
	}
	if m.On {
		parts = append(parts, "on"+labelList(m.MatchingLabels))
	} else if len(m.MatchingLabels) > 0 {
		parts = append(parts, "ignoring"+labelList(m.MatchingLabels))
	}
	if word := side(m.Card); word != "" {
		parts = append(parts, word+labelList(m.Include))
	}
	return strings.Join(parts, " ")
}

// side returns the word for a matching of many with one.
func side(card parser.VectorMatchCardinality) string {
	switch card {
	case parser.CardManyToOne:
		return "group_left"
	case parser.CardOneToMany:
		return "group_right"
	}
	return ""
}

// fill returns the value that stands in for a missing series, "" for none.
func fill(value *float64) string {
	if value == nil {
		return ""
	}
	return (&parser.NumberLiteral{Val: *value}).String()
}

// lists compares lists of labels, whose order means nothing.
func (c *comparison) lists(name string, old, new []string) {
	for _, label := range old {
		if !slices.Contains(new, label) {
			c.add(name, label, "")
		}
	}
	for _, label := range new {
		if !slices.Contains(old, label) {
			c.add(name, "", label)
		}
	}
}

// labelList returns " (a, b)", sorted.
func labelList(labels []string) string {
	return " (" + strings.Join(slices.Sorted(slices.Values(labels)), ", ") + ")"
}
