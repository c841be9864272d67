package promql

import (
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// modifiers are what may stand behind a selector or a subquery.
type modifiers struct {
	offset     *time.Duration
	offsetExpr **parser.DurationExpr
	timestamp  **int64
	startOrEnd *parser.ItemType
	anchored   *bool // nil for a subquery, as is smoothed
	smoothed   *bool
}

// modified returns the node of e, a selector, range or subquery, with its modifiers changed.
func modified(call string, e Expr, options []error, change func(modifiers) error) *node {
	at := here()
	var err error
	n := build(call, []Expr{e}, options, func(trees []parser.Expr) parser.Expr {
		tree, m := modifiable(unwrap(trees[0]))
		err = change(m)
		return tree
	})
	if err != nil {
		n.tree = nil
		n.fail(errorf(at, call, "%s", err))
	}
	return n
}

// modifiable returns a copy of e and the modifiers of that copy. What a [Range] or a metric holds is one of these three.
func modifiable(e parser.Expr) (parser.Expr, modifiers) {
	switch e := e.(type) {
	case *parser.VectorSelector:
		s := *e
		return &s, modifiers{&s.OriginalOffset, &s.OriginalOffsetExpr, &s.Timestamp, &s.StartOrEnd, &s.Anchored, &s.Smoothed}
	case *parser.MatrixSelector:
		r := *e
		var m modifiers
		r.VectorSelector, m = modifiable(e.VectorSelector)
		return &r, m
	case *parser.SubqueryExpr:
		s := *e
		return &s, modifiers{&s.OriginalOffset, &s.OriginalOffsetExpr, &s.Timestamp, &s.StartOrEnd, nil, nil}
	}
	var none parser.VectorSelector
	_, m := modifiable(&none)
	return e, m
}

// offset returns the node of e read d ago.
func offset(e Expr, d time.Duration) *node {
	return modified("Offset", e, []error{checkOffset(here(), "Offset", d)}, func(m modifiers) error { return m.shift(d, nil) })
}

// offsetExpr returns the node of e read the duration ago that text computes.
func offsetExpr(e Expr, text string) *node {
	d, computed, err := parseOffset(here(), "OffsetExpr", text)
	return modified("OffsetExpr", e, []error{err}, func(m modifiers) error { return m.shift(d, computed) })
}

func (m modifiers) shift(d time.Duration, computed *parser.DurationExpr) error {
	if *m.offset != 0 || *m.offsetExpr != nil {
		return fmt.Errorf("the offset is %s already", spanText(*m.offset, *m.offsetExpr))
	}
	*m.offset, *m.offsetExpr = d, computed
	return nil
}

// atTime returns the node of e read at t.
func atTime(e Expr, t time.Time) *node {
	return modified("At", e, []error{checkTime(here(), "At", t)}, func(m modifiers) error {
		return m.fix(new(t.UnixMilli()), 0)
	})
}

func atStart(e Expr) *node {
	return modified("AtStart", e, nil, func(m modifiers) error { return m.fix(nil, parser.START) })
}

func atEnd(e Expr) *node {
	return modified("AtEnd", e, nil, func(m modifiers) error { return m.fix(nil, parser.END) })
}

func (m modifiers) fix(timestamp *int64, startOrEnd parser.ItemType) error {
	if *m.timestamp != nil || *m.startOrEnd != 0 {
		return fmt.Errorf("the time is fixed already:%s", atText(*m.timestamp, *m.startOrEnd))
	}
	*m.timestamp, *m.startOrEnd = timestamp, startOrEnd
	return nil
}

func anchored(e Expr) *node {
	return modified("Anchored", e, nil, func(m modifiers) error { return m.extend(m.anchored) })
}

func smoothed(e Expr) *node {
	return modified("Smoothed", e, nil, func(m modifiers) error { return m.extend(m.smoothed) })
}

func (m modifiers) extend(which *bool) error {
	switch {
	case which == nil:
		return errors.New("a subquery has no samples beyond its range, only a selector has")
	case *m.anchored:
		return errors.New("the selector is anchored already")
	case *m.smoothed:
		return errors.New("the selector is smoothed already")
	}
	*which = true
	return nil
}

// same returns the node of e under another type.
func same(call string, e Expr) *node {
	return build(call, []Expr{e}, nil, func(trees []parser.Expr) parser.Expr { return trees[0] })
}
