package promql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// WithAggregationLabels returns v with names kept apart wherever labels are put together: aggregations are made by them, too, and operators
// that match on labels match on them. WithAggregationLabels(v, "cluster") of `sum by (job) (a) / on (job) b` is `sum by (job, cluster) (a) /
// on (job, cluster) b`. A [Text] keeps its layout and its comments.
//
// Where a name is given up on purpose, by without or ignoring, that is an error; so is what would mean something else: scalar() of an
// aggregation that yields more than one series then, vector(), which has no labels, and what would be matched on a label that it
// lacks: hour() and its like, and an absent() if none of its matchers gives it the label.
func WithAggregationLabels(v Vector, names ...string) Instant {
	const call = "WithAggregationLabels"
	return edited(call, v, func(at caller, tree parser.Expr, text string) ([]splice, error) {
		if errs := checkLabels(at, call, names); len(errs) > 0 {
			return nil, errs[0]
		}
		aggregated, err := inAggregations(tree, text, names)
		if err != nil {
			return nil, err
		}
		matched, err := inMatchings(tree, text, names)
		if err != nil {
			return nil, err
		}
		if len(aggregated)+len(matched) == 0 {
			return nil, nil
		}
		return append(aggregated, matched...), keepsMeaning(tree, names)
	})
}

// inAggregations adds names to the aggregations of tree, and returns the splices that do so in text.
func inAggregations(tree parser.Expr, text string, names []string) (splices []splice, err error) {
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		e, ok := node.(*parser.AggregateExpr)
		if !ok || err != nil {
			return err
		}
		if e.Without {
			for _, name := range names {
				if slices.Contains(e.Grouping, name) {
					err = fmt.Errorf("%sgives up %s", aggregateHead(e), name)
				}
			}
			return err
		}
		if added := missing(e.Grouping, names); len(added) > 0 {
			e.Grouping = append(slices.Clone(e.Grouping), added...)
			splices = append(splices, inBy(text, int(e.PosRange.Start), labelList(added)))
		}
		return nil
	})
	return splices, err
}

// missing returns those of names that are not in list.
func missing(list, names []string) []string {
	var rest []string
	for _, name := range names {
		if !slices.Contains(list, name) && !slices.Contains(rest, name) {
			rest = append(rest, name)
		}
	}
	return rest
}

// inBy returns the splice that adds labels to the aggregation that begins at byte start of text: to its by, before its arguments or behind them, or
// with one.
func inBy(text string, start int, names string) splice {
	_, head := nextWord(text, start)
	at, end := nextWord(text, head)
	if strings.EqualFold(text[at:end], "by") {
		open, _ := nextWord(text, end)
		return appended(text, open, names)
	}
	behind := bracketEnd(text, at)
	if at, end := nextWord(text, behind); strings.EqualFold(text[at:end], "by") {
		open, _ := nextWord(text, end)
		return appended(text, open, names)
	}
	if at == head {
		return splice{head, head, " by (" + names + ") "}
	}
	return splice{head, head, " by (" + names + ")"}
}

// bracketEnd returns the end of the bracket that opens at byte open of text.
func bracketEnd(text string, open int) int {
	s := scanner{text: text, end: open}
	for s.next() {
		if s.step(); len(s.open) == 0 {
			break
		}
	}
	return s.end
}

// inMatchings adds names to the operators of tree that match on labels, and returns the splices that do so in text.
func inMatchings(tree parser.Expr, text string, names []string) ([]splice, error) {
	var splices []splice
	places := onLists(text)
	for _, e := range binaries(tree) {
		m := e.VectorMatching
		if m == nil {
			continue
		}
		if !m.On {
			for _, name := range names {
				if slices.Contains(m.MatchingLabels, name) {
					return nil, fmt.Errorf("ignoring (%s) gives up %s", labelList(m.MatchingLabels), name)
				}
			}
			continue
		}
		if len(places) == 0 {
			return nil, fmt.Errorf("the labels of on (%s) are not found in the text", labelList(m.MatchingLabels))
		}
		if added := missing(m.MatchingLabels, names); len(added) > 0 {
			m.MatchingLabels = append(slices.Clone(m.MatchingLabels), added...)
			splices = append(splices, appended(text, places[0], labelList(added)))
		}
		places = places[1:]
	}
	return splices, nil
}

// onLists returns where the brackets behind each on open in text. Nothing else is called on and stands before one.
func onLists(text string) []int {
	var found []int
	s := scanner{text: text}
	for s.next() {
		if s.word == "(" && s.last == "on" {
			found = append(found, s.start)
		}
		s.step()
	}
	return found
}

// binaries returns the operators of tree in the order of the text.
func binaries(tree parser.Expr) []*parser.BinaryExpr {
	if e, ok := tree.(*parser.BinaryExpr); ok {
		return slices.Concat(binaries(e.LHS), []*parser.BinaryExpr{e}, binaries(e.RHS))
	}
	var found []*parser.BinaryExpr
	for child := range parser.ChildrenIter(tree) {
		if e, ok := child.(parser.Expr); ok {
			found = append(found, binaries(e)...)
		}
	}
	return found
}
