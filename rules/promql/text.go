package promql

import (
	"maps"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// Vars are the values of the holes of a [Text], by name without the $.
type Vars map[string]any

// Text is an expression written in PromQL, which must yield an instant vector. Without holes it stays as it is written, line breaks
// and comments included; used as an operand it is printed from its tree, as any other expression.
//
//	promql.Text(`sum by ($by) (rate(errors_total{$where}[$range])) > $max`, promql.Vars{
//		"by": []string{"job"}, "where": promql.Matchers{promql.Eq("env", env)}, "range": 5*time.Minute, "max": 10,
//	})
//
// A hole is $name outside of quotes and comments. What may fill it depends on where it stands:
//
//   - an operand or argument: a [Vector], [Scalar] or [RangeVector], with parentheses if it needs them; a number ([Num], int, int64, float64,
//     [Quantity]);
//     a string, which becomes a string literal; a [Counter] or [NativeHistogram] only before a range: $requests[5m]
//   - in a range, or after offset: a [time.Duration] in whole milliseconds
//   - after @: a [time.Time] in whole milliseconds
//   - between braces: [Matchers] or a [Matcher]
//   - between braces after =, !=, =~ or !~: a string, which is quoted
//   - in the parentheses of by, without, on, ignoring, group_left, group_right: []string of labels
//
// Everything else is an error, as are a hole without a value and a value without a hole.
func Text(text string, vars ...Vars) Instant {
	return instant(textOf(parser.ValueTypeVector, text, vars))
}

// TextRange is a range vector written in PromQL, with holes as in [Text]: TextRange("max_over_time(x[5m])[1h:]").
func TextRange(text string, vars ...Vars) Range {
	return Range{base{textOf(parser.ValueTypeMatrix, text, vars)}}
}

// TextScalar is a scalar written in PromQL, with holes as in [Text]: TextScalar("time() - 3600").
func TextScalar(text string, vars ...Vars) Scalar {
	return Scalar{base{textOf(parser.ValueTypeScalar, text, vars)}}
}

// textOf returns the node of text, whose type must be want.
func textOf(want parser.ValueType, text string, vars []Vars) *node {
	at := here()
	values, errs := collect(at, vars)
	filled, more := fill(at, text, values)
	errs = append(errs, more...)
	if len(errs) > 0 {
		return build("Text", nil, errs, nil)
	}
	tree, err := parse(filled.text)
	if err != nil {
		errs = append(errs, errorf(at, "Text", "%s", parseMessage(err, filled.text, filled.place)))
	} else if tree.Type() != want {
		errs = append(errs, errorf(at, "Text", "the expression is %s, want %s", a(parser.DocumentedType(tree.Type())), a(parser.DocumentedType(want))))
	}
	n := build("Text", nil, errs, func([]parser.Expr) parser.Expr { return tree })
	if n.tree != nil {
		n.text = filled.withoutParens(tree)
		n.size = count(tree)
		for _, p := range filled.pieces {
			n.adopt(p.value, p.start, p.end)
		}
	}
	return n
}

// a returns noun with its article.
func a(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// collect returns the values of all vars.
func collect(at caller, vars []Vars) (Vars, []error) {
	all := Vars{}
	var errs []error
	for _, v := range vars {
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if _, ok := all[name]; ok {
				errs = append(errs, errorf(at, "Text", "$%s is given twice", name))
			}
			all[name] = v[name]
		}
	}
	return all, errs
}

// count returns how many nodes tree holds.
func count(tree parser.Expr) int {
	n := 0
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if node != nil {
			n++
		}
		return nil
	})
	return n
}

// A filling is a text with its holes filled.
type filling struct {
	source string
	text   string
	pieces []piece
}

// A piece is what fills one hole.
type piece struct {
	from, to   int  // of the hole in the source
	start, end int  // of what fills it in the text
	parens     bool // it is in parentheses that may not be needed
	value      *node
}

// place returns the source and the offset in it that offset in the text comes from.
func (f filling) place(offset int) (string, int) {
	shift := 0
	for _, p := range f.pieces {
		switch {
		case offset < p.start:
			return f.source, offset - shift
		case offset < p.end:
			return f.source, p.from
		}
		shift = p.end - p.to
	}
	return f.source, offset - shift
}

// withoutParens returns the text without those parentheses around holes that its tree does not need.
func (f filling) withoutParens(tree parser.Expr) string {
	drop := map[int]bool{}
	needless(tree, false, func(p *parser.ParenExpr) { drop[int(p.PosRange.Start)] = true })
	var b strings.Builder
	end := 0
	for _, p := range f.pieces {
		if p.parens && drop[p.start] {
			b.WriteString(f.text[end:p.start] + f.text[p.start+1:p.end-1])
			end = p.end
		}
	}
	b.WriteString(f.text[end:])
	return b.String()
}

// needless calls found for each pair of parentheses in tree that changes nothing. needed says whether the place of tree wants them.
func needless(tree parser.Expr, needed bool, found func(*parser.ParenExpr)) {
	switch e := tree.(type) {
	case *parser.ParenExpr:
		if !needed {
			found(e)
		}
		needless(e.Expr, false, found)
	case *parser.BinaryExpr:
		needless(e.LHS, parensLeft(e, e.LHS), found)
		needless(e.RHS, parensRight(e, e.RHS), found)
	case *parser.UnaryExpr:
		needless(e.Expr, parensUnary(e.Expr), found)
	case *parser.SubqueryExpr:
		needless(e.Expr, parensSubquery(e.Expr), found)
	case *parser.AggregateExpr:
		for _, arg := range aggregateArgs(e) {
			needless(arg, false, found)
		}
	case *parser.Call:
		for _, arg := range e.Args {
			needless(arg, false, found)
		}
	}
}
