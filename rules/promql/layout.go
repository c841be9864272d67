package promql

import "github.com/prometheus/prometheus/promql/parser"

// layout returns tree in lines of at most width characters where it can be broken. The first line is not indented, so that
// a YAML block scalar needs no indentation indicator; no line ends in a blank. The set operators at the top stand alone on
// their lines, however short their operands; those further in only where they do not fit.
func layout(tree parser.Expr, width int) string {
	text := printed(unwrap(tree))
	list, err := tokens(text)
	if err != nil {
		return text
	}
	formatted, err := list.layout(max(width, 1))
	if err != nil {
		return text
	}
	return formatted
}

// layout returns the tokens in lines of at most width characters; on one line if width is 0.
func (l tokenList) layout(width int) (string, error) {
	top, err := l.phrases()
	if err != nil {
		return "", err
	}
	w := newLayouter(l, width)
	if width <= 0 {
		w.flat(top.from, top.to)
	} else {
		w.top(top)
	}
	w.lead(len(l) - 1)
	return w.String(), nil
}

// A layouter writes phrases in lines.
type layouter struct {
	lineWriter
	width int
}

func newLayouter(l tokenList, width int) *layouter {
	return &layouter{lineWriter: lineWriter{tokens: l, sizes: newSizes(l)}, width: width}
}

// top writes p, broken at its set operators.
func (l *layouter) top(p *phrase) {
	if p.kind == operationPhrase && p.operator.IsSetOperator() {
		l.set(p, l.top)
		return
	}
	l.phrase(p, 0)
}

// set writes a set operator and its operands, each on lines of its own. The operands are written by inner.
func (l *layouter) set(p *phrase, inner func(*phrase)) {
	inner(p.left)
	l.newline()
	l.flat(p.left.to, p.right.from)
	l.newline()
	inner(p.right)
}

// fits reports whether the tokens fit on what is left of this line, with tail characters to follow.
func (l *layouter) fits(from, to, tail int) bool {
	size, whole := l.sizes.flat(from, to)
	if l.begins() && l.tokens[from].blank {
		size--
	}
	return whole && l.column()+size+tail <= l.width
}

// phrase writes p on this line if it fits, with tail characters to follow; broken otherwise.
func (l *layouter) phrase(p *phrase, tail int) {
	if p.kind == wordPhrase || l.fits(p.from, p.to, tail) {
		l.flat(p.from, p.to)
		return
	}
	switch p.kind {
	case listPhrase:
		l.list(p)
	case operationPhrase:
		l.operation(p, tail)
	case signPhrase:
		l.flat(p.from, p.right.from)
		l.phrase(p.right, tail)
	}
}

// list writes what stands in brackets, one item below the other.
func (l *layouter) list(p *phrase) {
	if len(p.items) == 0 || l.sizes.commented(p.end+1, p.to) && l.fits(p.from, p.end+1, 0) {
		l.flat(p.from, p.to)
		return
	}
	l.flat(p.from, p.open+1)
	l.indent += 2
	for i, item := range p.items {
		comma := item.to
		if i < len(p.items)-1 || l.tokens.is(comma, parser.COMMA) {
			comma++
		}
		l.newline()
		l.phrase(item, comma-item.to)
		l.flat(item.to, comma)
	}
	l.newline()
	l.lead(p.end)
	l.indent -= 2
	l.newline()
	l.flat(p.end, p.to)
}

// operation writes an operator with its operands. The operator begins a line, except behind a number or a parenthesis that closes
// alone on its line, and before a number. A right operand that is broken itself is indented.
func (l *layouter) operation(p *phrase, tail int) {
	if p.operator.IsSetOperator() {
		l.set(p, func(p *phrase) { l.phrase(p, 0) })
		return
	}
	l.phrase(p.left, 0)
	if !l.joins(p, tail) {
		l.newline()
	}
	l.flat(p.left.to, p.right.from)
	if p.right.kind == operationPhrase {
		l.indent += 2
		defer func() { l.indent -= 2 }()
	}
	l.phrase(p.right, tail)
}

// joins reports whether the operator of p follows its left operand on the same line, with tail characters behind the right one.
func (l *layouter) joins(p *phrase, tail int) bool {
	if l.sizes.commented(p.left.to, p.left.to+1) {
		return false
	}
	return p.left.number || (p.right.number || l.closed()) && l.fits(p.left.to, p.right.to, tail)
}

// closed reports whether this line begins with a closing bracket.
func (l *layouter) closed() bool {
	return !l.broken && l.tokens.is(l.first, parser.RIGHT_PAREN, parser.RIGHT_BRACE)
}
