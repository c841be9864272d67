package joins

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// match returns the fix that makes the operator match on the labels which tell the series of other apart, of which those of s have
// more, if it does not say yet how they match. It is unsafe: what found no match finds one then.
func match(a *infer.Analysis, e *parser.BinaryExpr, s, other side) []lint.Fix {
	m := e.VectorMatching
	if m.On || len(m.MatchingLabels) > 0 || m.Card == parser.CardManyToOne || m.Card == parser.CardOneToMany || len(other.result.Branches) != 1 {
		return nil
	}
	identity := other.result.Branches[0].Identity
	if !identity.Known {
		return nil
	}
	for _, label := range identity.Labels {
		if s.result.Label(label).Presence == infer.Gone {
			return nil
		}
	}
	written := " on (" + strings.Join(identity.Labels, ", ") + ")"
	if e.Op != parser.LAND && e.Op != parser.LUNLESS {
		written += group(a, e, s)
	}
	return modifiers(a, e, written)
}

// many returns the fix that lets several series of s match one, where of the other side one does.
func many(a *infer.Analysis, e *parser.BinaryExpr, s, other side) []lint.Fix {
	if e.VectorMatching.Card != parser.CardOneToOne || len(other.result.Branches) != 1 || !other.result.Branches[0].Identity.Known {
		return nil
	}
	if _, ok := several(a, e, other); ok {
		return nil
	}
	return modifiers(a, e, group(a, e, s))
}

// group returns the modifier by which several series of s match one.
func group(a *infer.Analysis, e *parser.BinaryExpr, s side) string {
	modifier := map[string]string{"left": " group_left", "right": " group_right"}[s.name]
	if strings.HasPrefix(a.Text(e.RHS), "(") {
		modifier += " ()"
	}
	return modifier
}

// modifiers returns the fix that writes modifiers behind those of an operator.
func modifiers(a *infer.Analysis, e *parser.BinaryExpr, written string) []lint.Fix {
	text := a.Rule.Expr.Value
	clause := (&infer.Loss{Node: e, Rule: a.Rule}).Range(text)
	edit, ok := a.Rule.Expr.Replace(int(clause.End), int(clause.End), written)
	if !ok {
		return nil
	}
	return []lint.Fix{{Message: text[clause.Start:clause.End] + written, Edits: []rulefile.Edit{edit}, Unsafe: true}}
}
