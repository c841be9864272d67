package promql

import (
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// A phrase is a part of an expression that a layout may break: a stretch of tokens, and how it is made up of others.
type phrase struct {
	kind     phraseKind
	from, to int // tokens

	open, end int       // of a list: its brackets; what stands before and behind them stays on their lines
	items     []*phrase // of a list; a comma may follow each

	operator    parser.ItemType
	left, right *phrase // of an operation; right alone, of a sign. The tokens between them are the operator

	number bool // it is calculated from numbers alone
}

type phraseKind int

const (
	wordPhrase phraseKind = iota // stays on one line
	listPhrase                   // a call, an aggregation, a selector with matchers, parentheses
	operationPhrase
	signPhrase
)

// A phraser finds the phrases of an expression, and where its blanks are. It is for expressions that parse: of others it makes
// anything, or an error.
type phraser struct {
	tokenList
	at    int  // the token to read
	blank bool // before it
	lost  bool // something stood where nothing does in an expression that parses
}

// phrases returns the phrase that the tokens are.
func (l tokenList) phrases() (*phrase, error) {
	r := &phraser{tokenList: l}
	p := r.expr(precOr)
	if r.lost || r.typ() != parser.EOF {
		return nil, fmt.Errorf("promql: unexpected %q in the expression", l[r.at].text)
	}
	return p, nil
}

func (r *phraser) typ() parser.ItemType { return r.tokenList[r.at].typ }

// take steps over a token, if there is one.
func (r *phraser) take() {
	if r.typ() == parser.EOF {
		return
	}
	r.tokenList[r.at].blank = r.blank && r.at > 0
	r.blank = false
	r.at++
}

// lower writes the next token in lower case.
func (r *phraser) lower() { r.tokenList[r.at].text = strings.ToLower(r.tokenList[r.at].text) }

// keyword steps over a word between blanks, and writes it in lower case.
func (r *phraser) keyword() {
	r.lower()
	r.blank = true
	r.take()
	r.blank = true
}

// expr reads an expression whose operators bind at least as tightly as least.
func (r *phraser) expr(least int) *phrase {
	left := r.signed()
	for r.typ().IsOperator() && operatorPrecedence(r.typ()) >= least {
		p := &phrase{kind: operationPhrase, from: left.from, left: left, operator: r.typ()}
		next := operatorPrecedence(p.operator)
		if p.operator != parser.POW {
			next++
		}
		r.operator()
		p.right = r.expr(next)
		p.to = r.at
		p.number = p.left.number && p.right.number && !p.operator.IsComparisonOperator()
		left = p
	}
	return left
}

// operator reads an operator and its modifiers: / on (job) group_left ().
func (r *phraser) operator() {
	r.keyword()
	for {
		switch parens := r.is(r.at+1, parser.LEFT_PAREN); r.typ() {
		case parser.BOOL:
			r.keyword()
			continue
		case parser.GROUP_LEFT, parser.GROUP_RIGHT:
			r.keyword()
			if !parens {
				continue
			}
		case parser.ON, parser.IGNORING, parser.FILL, parser.FILL_LEFT, parser.FILL_RIGHT:
			if !parens { // a metric of that name
				return
			}
			r.keyword()
		default:
			return
		}
		r.parens()
		r.blank = true
	}
}

// parens reads parentheses that hold labels or a number.
func (r *phraser) parens() {
	for end := r.tokenList[r.at].match; r.at <= end; {
		comma := r.typ() == parser.COMMA
		r.take()
		r.blank = comma
	}
}

// signed reads an operand with the signs before it.
func (r *phraser) signed() *phrase {
	if r.typ() != parser.ADD && r.typ() != parser.SUB {
		return r.operand()
	}
	p := &phrase{kind: signPhrase, from: r.at}
	r.take()
	p.right = r.expr(precPow)
	p.to, p.number = r.at, p.right.number
	return p
}

// operand reads a number, a string, a selector, a call, an aggregation or parentheses, with the ranges and modifiers behind it.
func (r *phraser) operand() *phrase {
	p := &phrase{from: r.at}
	typ := r.typ()
	switch {
	case typ == parser.LEFT_PAREN:
		r.list(p)
		p.number = len(p.items) == 1 && p.items[0].number
	case typ == parser.NUMBER || typ == parser.DURATION:
		p.number = true
		r.take()
	case typ == parser.LEFT_BRACE:
		r.matchers(p)
	default:
		if typ.IsAggregator() && r.is(r.at+1, parser.BY, parser.WITHOUT, parser.LEFT_PAREN) {
			r.lower()
		}
		r.take()
		if typ.IsAggregator() && r.is(r.at, parser.BY, parser.WITHOUT) {
			r.clause()
		}
		switch r.typ() {
		case parser.LEFT_PAREN:
			r.list(p)
		case parser.LEFT_BRACE:
			r.matchers(p)
		}
	}
	r.suffixes()
	p.to = r.at
	return p
}

// clause reads by (job).
func (r *phraser) clause() {
	r.keyword()
	if r.typ() == parser.LEFT_PAREN {
		r.parens()
		r.blank = true
	}
}

// list reads expressions in parentheses.
func (r *phraser) list(p *phrase) {
	p.kind, p.open, p.end = listPhrase, r.at, r.tokenList[r.at].match
	r.take()
	for r.at < p.end {
		at := r.at
		p.items = append(p.items, r.expr(precOr))
		if r.typ() == parser.COMMA {
			r.blank = false
			r.take()
			r.blank = true
		} else if r.at == at {
			break
		}
	}
	r.lost = r.lost || r.at != p.end
	r.blank = false
	r.take()
}

// matchers reads matchers in braces.
func (r *phraser) matchers(p *phrase) {
	p.kind, p.open, p.end = listPhrase, r.at, r.tokenList[r.at].match
	r.take()
	for r.at < p.end {
		item := &phrase{from: r.at}
		for r.at < p.end && r.typ() != parser.COMMA {
			r.take()
		}
		item.to = r.at
		p.items = append(p.items, item)
		if r.at < p.end {
			r.take()
		}
	}
	r.take()
}

// suffixes reads what may stand behind an operand: [5m], offset 5m, @ 10, and the clause of an aggregation that stays there.
func (r *phraser) suffixes() {
	for {
		switch r.typ() {
		case parser.LEFT_BRACKET:
			r.span()
		case parser.OFFSET, parser.AT:
			r.keyword()
			r.signed()
		case parser.ANCHORED, parser.SMOOTHED:
			r.keyword()
		case parser.BY, parser.WITHOUT:
			r.clause()
		default:
			r.blank = false
			return
		}
	}
}

// span reads [1h:5m].
func (r *phraser) span() {
	r.blank = false
	for end := r.tokenList[r.at].match; r.at < end; {
		r.take() // the bracket, or the colon
		if r.at < end && r.typ() != parser.COLON {
			r.expr(precOr)
			r.blank = false
		}
	}
	r.take()
}
