package engine

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Cache keeps parsed expressions, so that many evaluations of the same rules parse each only once. It is safe for concurrent
// use; all users must have the same Config.Parser and Config.DelayedNameRemoval. It grows with the number of different expressions.
type Cache struct {
	parsed  sync.Map // string to *expr
	rules   sync.Map // ruleKey to *expr
	engines sync.Map // engineKey to *promql.Engine
}

// ruleKey is what decides how the expression of a rule is evaluated: its text, and the default step of subqueries.
type ruleKey struct {
	text string
	step int64
}

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{} }

// expr is a parsed expression and what the planner needs to know of it. It is never modified.
type expr struct {
	text      string
	tree      parser.Expr
	err       error
	selectors []selector
	stepwise  string // why instants must be evaluated one by one; empty: a range query gives the same

	skippable bool                // the expression surely yields nothing, and does not fail, where all of needs find nothing
	needs     [][]*labels.Matcher // of its selectors

	context  bool      // the expression refers to the times of its query, by start() and the like
	loose    bool      // the rounding of a sum, or the winner of a tie, is up to chance: in a subquery, or over info()
	operands []operand // parts to evaluate first, each after those it contains
	rest     string    // what to evaluate then, if there are operands

	ranged      string       // what a range query evaluates instead, if there are comparisons
	comparisons []comparison // of its result, innermost first
}

// selector is what an expression reads from the store.
type selector struct {
	matchers []*labels.Matcher
	// reach is how far after the evaluation time the selector can look, in milliseconds: 0 without offset, negative with one.
	reach int64
}

// trees parses expressions through a cache. It is the parser of the PromQL engine, and hands out trees that may be modified.
type trees struct {
	parser.Parser
	cache   *Cache
	step    int64 // default step of subqueries, in milliseconds
	delayed bool  // Config.DelayedNameRemoval
}

// ParseExpr implements parser.Parser.
func (t trees) ParseExpr(text string) (parser.Expr, error) {
	e := t.parse(text)
	return clone(e.tree), e.err
}

// parse returns the parsed text, from the cache if it is there.
func (t trees) parse(text string) *expr {
	if e, ok := t.cache.parsed.Load(text); ok {
		return e.(*expr)
	}
	e := &expr{text: text}
	if e.tree, e.err = t.Parser.ParseExpr(text); e.err == nil {
		e.analyse()
	}
	known, _ := t.cache.parsed.LoadOrStore(text, e)
	return known.(*expr)
}

// rule returns the parsed expression of a rule. Prometheus evaluates what it prints, with matchers sorted, not what was
// written; that shows only in the labels of absent(), and in the columns that an error about a computed duration gives.
func (t trees) rule(text string) *expr {
	if known, ok := t.cache.rules.Load(ruleKey{text, t.step}); ok {
		return known.(*expr)
	}
	e := t.parse(text)
	if e.err == nil && (e.context || strings.Contains(text, "absent")) {
		e = t.parse(e.tree.String())
	}
	if e.err != nil {
		return e
	}
	settled := *e
	settled.text = fmt.Sprintf("%s\x00%d", e.text, t.step)
	if t.settle(&settled); t.delayed && settled.operands != nil {
		// The result of an operand has lost the names that the rest of the expression would still see.
		key := settled.text
		settled = *e
		settled.text = key
		settled.refuse(true, "names that are removed last")
	}
	t.cache.parsed.Store(settled.text, &settled)
	known, _ := t.cache.rules.LoadOrStore(ruleKey{text, t.step}, &settled)
	return known.(*expr)
}

// analyse finds the selectors of e, and whether it may be evaluated as a range query.
func (e *expr) analyse() {
	parser.Inspect(e.tree, func(node parser.Node, path []parser.Node) error {
		switch n := node.(type) {
		case *parser.VectorSelector:
			e.selectors = append(e.selectors, selector{n.LabelMatchers, reach(n, path)})
			e.refuse(n.Timestamp != nil, "@")
			// What absent() makes of them depends on whether there is any sample yet.
			e.refuse(strings.Contains(e.text, "absent") && repeated(n.LabelMatchers), "two matchers of a label")
			e.refuse(n.Smoothed, "smoothed")
			e.refer(n.StartOrEnd != 0, "@")
			e.refer(n.OriginalOffsetExpr != nil, "a computed offset")
		case *parser.MatrixSelector:
			e.refer(n.RangeExpr != nil, "a computed range")
		case *parser.SubqueryExpr:
			e.refuse(n.Timestamp != nil, "@")
			e.refer(n.StartOrEnd != 0, "@")
			e.refer(n.RangeExpr != nil || n.StepExpr != nil || n.OriginalOffsetExpr != nil, "a computed duration")
		case *parser.AggregateExpr:
			// The engine takes an aggregation of a constant for a constant, whatever its parameter.
			e.refuse(!literal(n.Param), "a computed parameter")
		case *parser.Call:
			switch n.Func.Name {
			case "start", "end", "step", "range":
				e.refer(true, n.Func.Name+"()")
			case "info":
				e.refuse(true, "info()")
				e.selectors = append(e.selectors, selector{reach: math.MaxInt64}) // which series it reads is up to the data
			}
		}
		return nil
	})
	for _, s := range e.selectors {
		e.refuse(s.reach > 0, "a negative offset")
	}
	e.skippable = empty(e.tree, func(ms []*labels.Matcher) bool {
		e.needs = append(e.needs, ms)
		return true
	})
}

// far reports whether some selector of e can look at any time, as @ does.
func (e *expr) far() bool {
	return slices.ContainsFunc(e.selectors, func(s selector) bool { return s.reach == math.MaxInt64 })
}

// literal reports whether the parameter of an aggregation is written as a number or string, or not at all.
func literal(e parser.Expr) bool {
	switch n := e.(type) {
	case nil, *parser.NumberLiteral, *parser.StringLiteral:
		return true
	case *parser.ParenExpr:
		return literal(n.Expr)
	}
	return false
}

func (e *expr) refuse(when bool, why string) {
	if when && e.stepwise == "" {
		e.stepwise = why
	}
}

func (e *expr) refer(when bool, why string) {
	e.context = e.context || when
	e.refuse(when, why)
}

// reach adds up the offsets of a selector and of the subqueries around it. No range or lookback looks forward, and a subquery
// ends at its evaluation time at the latest.
func reach(n *parser.VectorSelector, path []parser.Node) int64 {
	if n.Timestamp != nil || n.StartOrEnd != 0 || n.Smoothed || n.OriginalOffsetExpr != nil {
		return math.MaxInt64
	}
	var offset time.Duration
	for _, p := range path {
		q, ok := p.(*parser.SubqueryExpr)
		if !ok {
			continue
		}
		if q.Timestamp != nil || q.StartOrEnd != 0 || q.OriginalOffsetExpr != nil {
			return math.MaxInt64
		}
		offset += q.OriginalOffset
	}
	offset += n.OriginalOffset
	return -offset.Milliseconds()
}
