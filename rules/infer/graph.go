package infer

import (
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// graph is who reads what which rule writes.
type graph struct {
	rules   []*rulefile.Rule
	known   map[string]*reading           // by the matchers of the selectors
	reads   map[*rulefile.Rule][]*reading // in written order
	readers map[*rulefile.Rule][]*reading
	tied    [][]*rulefile.Rule     // that read each other, directly or not; of single rules those that read themselves
	part    map[*rulefile.Rule]int // of tied, from 1
}

// reading is what equal selectors read.
type reading struct {
	rules   []*rulefile.Rule // that write it
	readers []*rulefile.Rule
}

// Recorded returns the rules of the project that write series which a selector may select, as far as the name of the metric
// and the labels that rules set themselves tell: ALERTS and ALERTS_FOR_STATE are written by alerts. It is empty where there
// are none, and where the selector takes metrics of any name.
func (r *Rules) Recorded(e *parser.VectorSelector) []*rulefile.Rule { return r.writers.of(e) }

// Readers returns the rules of the project that read what a rule writes, in the order of the files, itself among them.
func (r *Rules) Readers(rule *rulefile.Rule) []*rulefile.Rule {
	var all []*rulefile.Rule
	seen := map[*rulefile.Rule]bool{}
	for _, reading := range r.graph().readers[rule] {
		for _, reader := range reading.readers {
			if !seen[reader] {
				seen[reader] = true
				all = append(all, reader)
			}
		}
	}
	return all
}

// Tied reports whether two rules read each other, directly or not.
func (r *Rules) Tied(a, b *rulefile.Rule) bool {
	g := r.graph()
	return g.part[a] != 0 && g.part[a] == g.part[b]
}

// graph returns the graph of the project, worked out when first asked for.
func (r *Rules) graph() *graph {
	r.once.Do(func() { r.built = newGraph(r.writers) })
	return r.built
}

// newGraph finds the selectors of all rules. What equal selectors read is one reading, so that there are no more edges than
// there are selectors and writers, however many of them read ALERTS.
func newGraph(w *writers) *graph {
	g := &graph{rules: w.all, known: map[string]*reading{}, reads: map[*rulefile.Rule][]*reading{}, readers: map[*rulefile.Rule][]*reading{}}
	for _, rule := range w.all {
		for e := range selectors(rule) {
			if !w.maybe(e) {
				continue
			}
			key := matchersKey(e)
			found := g.known[key]
			if found == nil {
				found = &reading{rules: w.of(e)}
				g.known[key] = found
				for _, writer := range found.rules {
					g.readers[writer] = append(g.readers[writer], found)
				}
			}
			if len(found.rules) > 0 {
				g.reads[rule] = append(g.reads[rule], found)
				found.readers = append(found.readers, rule)
			}
		}
	}
	g.tied, g.part = g.components(), map[*rulefile.Rule]int{}
	for i, rules := range g.tied {
		for _, rule := range rules {
			g.part[rule] = i + 1
		}
	}
	return g
}

// selectors yields the selectors of a rule, none where it does not parse.
func selectors(rule *rulefile.Rule) func(yield func(*parser.VectorSelector) bool) {
	return func(yield func(*parser.VectorSelector) bool) {
		if expr, err := rule.Query(); err == nil {
			eachSelector(expr, yield)
		}
	}
}

func eachSelector(node parser.Node, yield func(*parser.VectorSelector) bool) bool {
	if e, ok := node.(*parser.VectorSelector); ok {
		return yield(e)
	}
	for child := range parser.ChildrenIter(node) {
		if !eachSelector(child, yield) {
			return false
		}
	}
	return true
}

// matchersKey is what equal selectors share; the order of their matchers may differ.
func matchersKey(e *parser.VectorSelector) string {
	var b strings.Builder
	for _, m := range e.LabelMatchers {
		b.WriteString(m.String())
		b.WriteByte(0)
	}
	return b.String()
}

// equalTo returns the value that a selector demands of a label, empty if there is none.
func equalTo(e *parser.VectorSelector, label string) string {
	for _, m := range e.LabelMatchers {
		if m.Type == labels.MatchEqual && m.Name == label {
			return m.Value
		}
	}
	return ""
}
