package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// tidy returns the tokens without those that say nothing, and with the clauses of aggregations before their operands. What has a
// comment stays where it is.
func (l tokenList) tidy() tokenList {
	l = slices.Clone(l)
	drop := make([]bool, len(l))
	for i := len(l) - 1; i >= 0; i-- {
		switch {
		case l.trailingComma(i):
			drop[i] = true
		case l.emptyBraces(i), l.doubled(i):
			drop[i], drop[l[i].match] = true, true
		}
	}
	var kept tokenList
	for i, t := range l {
		if !drop[i] {
			kept = append(kept, t)
		}
	}
	if kept.pair() != nil {
		return l
	}
	for i := len(kept) - 1; i >= 0; i-- {
		kept.moveClause(i)
	}
	if kept.pair() != nil {
		return l
	}
	return kept
}

// trailingComma reports whether token i is a comma behind the last element of a list.
func (l tokenList) trailingComma(i int) bool {
	return l.is(i, parser.COMMA) && l.is(i+1, parser.RIGHT_PAREN, parser.RIGHT_BRACE) && l[i].bare()
}

// emptyBraces reports whether token i opens braces without matchers behind a metric's name.
func (l tokenList) emptyBraces(i int) bool {
	return i > 0 && l.is(i-1, parser.IDENTIFIER, parser.METRIC_IDENTIFIER) && l.is(i, parser.LEFT_BRACE) && l.is(i+1, parser.RIGHT_BRACE) &&
		l[i].bare() && l[i+1].bare()
}

// doubled reports whether token i opens parentheses that stand right inside others.
func (l tokenList) doubled(i int) bool {
	return i > 0 && l.is(i-1, parser.LEFT_PAREN) && l.is(i, parser.LEFT_PAREN) && l[i-1].match == l[i].match+1 &&
		l[i].bare() && l[l[i].match].bare()
}

// moveClause moves the clause of the aggregation at token i, if it has one behind its operand, to the front: sum by (x) (y).
// It must have been called for the tokens behind i.
func (l tokenList) moveClause(i int) {
	if !l[i].typ.IsAggregator() || !l.is(i+1, parser.LEFT_PAREN) {
		return
	}
	end := l[i+1].match
	if !l.is(end+1, parser.BY, parser.WITHOUT) || !l.is(end+2, parser.LEFT_PAREN) {
		return
	}
	last := l[end+2].match
	behind := l[last].after // belongs to the line, now that of the operand's end
	l[last].after = ""
	if len(l[end+1:last+1].comments()) > 0 || behind != "" && l[end].after != "" {
		l[last].after = behind
		return
	}
	if behind != "" {
		l[end].after = behind
	}
	moved := slices.Concat(l[end+1:last+1], l[i+1:end+1])
	copy(l[i+1:], moved)
}
