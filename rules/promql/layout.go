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
		if !l.continues(p, i) {
			l.newline()
		}
		end := l.withComma(item)
		l.phrase(item, end-item.to)
		l.flat(item.to, end)
	}
	l.newline()
	l.lead(p.end)
	l.indent -= 2
	l.newline()
	l.flat(p.end, p.to)
}

// continues reports whether item i of p follows the item before it on the same line: the texts that a function is given next to each
// other are on one line if they fit.
func (l *layouter) continues(p *phrase, i int) bool {
	isText := func(i int) bool {
		return i >= 0 && i < len(p.items) && p.items[i].kind == wordPhrase && l.tokens.is(p.items[i].from, parser.STRING)
	}
	if l.broken || l.tokens.is(p.open, parser.LEFT_BRACE) || !isText(i-1) || !isText(i) {
		return false
	}
	first, last := i-1, i
	for isText(first - 1) {
		first--
	}
	for isText(last + 1) {
		last++
	}
	size, whole := l.sizes.flat(p.items[first].from, l.withComma(p.items[last]))
	return whole && l.indent+size-1 <= l.width
}

// withComma returns the end of an item with the comma behind it, if there is one.
func (l *layouter) withComma(item *phrase) int {
	if l.tokens.is(item.to, parser.COMMA) {
		return item.to + 1
	}
	return item.to
}

// operation writes an operator with its operands. The operator begins a line, except behind a number or a parenthesis that closes
// alone on its line, and before a number. A right operand that is broken itself is indented. An operator with modifiers has its own
// line if the operand's beginning does not fit behind it.
func (l *layouter) operation(p *phrase, tail int) {
	if p.operator.IsSetOperator() {
		l.set(p, func(p *phrase) { l.phrase(p, 0) })
		return
	}
	l.left(p, tail)
	if !l.joins(p, tail) {
		l.newline()
	}
	l.flat(p.left.to, p.right.from)
	if p.right.kind == listPhrase && p.right.from-p.left.to > 1 && !l.fits(p.right.from, p.right.open+1, 0) {
		l.newline()
	}
	if p.right.kind == operationPhrase {
		l.indent += 2
		defer func() { l.indent -= 2 }()
	}
	l.phrase(p.right, tail)
}

// left writes the left operand of p. One that is an operation is broken where the number behind it would not fit on its line.
func (l *layouter) left(p *phrase, tail int) {
	if size, whole := l.sizes.flat(p.left.to, p.right.to); whole && p.right.number && p.left.kind == operationPhrase && !p.left.number {
		l.phrase(p.left, size+tail)
		return
	}
	l.phrase(p.left, 0)
}

// joins reports whether the operator of p follows its left operand on the same line, with tail characters behind the right one.
func (l *layouter) joins(p *phrase, tail int) bool {
	if l.sizes.commented(p.left.to, p.left.to+1) {
		return false
	}
	short := p.right.number || p.right.kind == wordPhrase && l.closed()
	return p.left.number || short && l.fits(p.left.to, p.right.to, tail)
}

// closed reports whether this line begins with a closing bracket.
func (l *layouter) closed() bool {
	return !l.broken && l.tokens.is(l.first, parser.RIGHT_PAREN, parser.RIGHT_BRACE)
}
