package promql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// keepsMeaning returns why tree means something else since names were added.
func keepsMeaning(tree parser.Expr, names []string) (err error) {
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if err != nil {
			return err
		}
		switch e := node.(type) {
		case *parser.BinaryExpr:
			if err = matches(e, e.LHS, e.RHS, names); err == nil {
				err = matches(e, e.RHS, e.LHS, names)
			}
		case *parser.Call:
			switch e.Func.Name {
			case "vector":
				err = fmt.Errorf("%s has no label %s", printed(e), names[0])
			case "scalar":
				if aggregates(e.Args[0]) {
					err = fmt.Errorf("%s is NaN, for its operand is kept apart by %s", printed(e), strings.Join(names, ", "))
				}
			}
		}
		return err
	})
	return err
}

// matches returns an error if a, an operand of op, lacks one of names, on which it is matched with b: because op says so, or
// because all labels are matched, and b is aggregated by names now. What or adds needs no match.
func matches(op *parser.BinaryExpr, a, b parser.Expr, names []string) error {
	m := op.VectorMatching
	if m == nil || !m.On && (op.Op == parser.LOR || !aggregates(b)) {
		return nil
	}
	if without, name := lacking(a, names); without != nil {
		return fmt.Errorf("%s has no label %s to match on", printed(without), name)
	}
	return nil
}

// lacking returns the call in e because of which what e yields has not the label name, one of names: nil if it may have them all.
func lacking(e parser.Expr, names []string) (call *parser.Call, name string) {
	switch e := unwrap(e).(type) {
	case *parser.Call:
		switch {
		case e.Func.Name == "absent" || e.Func.Name == "absent_over_time":
			for _, name := range names {
				if !given(e, name) {
					return e, name
				}
			}
		case e.Func.Name == "label_replace" || e.Func.Name == "label_join":
		case len(e.Args) == 0 && e.Func.ReturnType == parser.ValueTypeVector:
			return e, names[0]
		default:
			for _, arg := range e.Args {
				if t := arg.Type(); t == parser.ValueTypeVector || t == parser.ValueTypeMatrix {
					return lacking(arg, names)
				}
			}
		}
	case *parser.BinaryExpr:
		if call, name = lacking(e.LHS, names); call != nil || e.Op == parser.LAND || e.Op == parser.LUNLESS {
			return call, name
		}
		return lacking(e.RHS, names)
	case *parser.UnaryExpr:
		return lacking(e.Expr, names)
	case *parser.AggregateExpr:
		return lacking(e.Expr, names)
	case *parser.SubqueryExpr:
		return lacking(e.Expr, names)
	}
	return nil, ""
}

// given reports whether the matchers of what is absent give call the label name.
func given(call *parser.Call, name string) bool {
	equal := func(m *labels.Matcher) bool { return m.Type == labels.MatchEqual && m.Name == name }
	for _, s := range selectors(call) {
		if !slices.ContainsFunc(s.LabelMatchers, equal) {
			return false
		}
	}
	return true
}

// aggregates reports whether e holds an aggregation that keeps labels.
func aggregates(e parser.Expr) bool {
	found := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		by, ok := node.(*parser.AggregateExpr)
		found = found || ok && !by.Without
		return nil
	})
	return found
}
