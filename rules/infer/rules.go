package infer

import (
	"sync"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

// Rules is what is known of the rules of a whole project: what each can yield, through the recording rules it reads.
// It is safe for concurrent use.
type Rules struct {
	metrics     *metrics.DB
	slots       map[*rulefile.Rule]slot
	definitions map[string]*definition
	writers     *writers

	once  sync.Once
	built *graph
}

// New infers the results of every rule of files, in dependency order and in time linear in their size.
//
// A metric that several rules record is what any of them yields. A rule of a cycle reads the metrics of its own
// cycle as series of unknown origin. Rules that do not parse yield the zero [Result].
//
// Other metrics are what db knows of them; nil is [metrics.Default].
func New(files []*rulefile.File, db *metrics.DB) *Rules {
	if db == nil {
		db = metrics.Default()
	}
	return build(files, db, nil)
}

// Update returns what New returns for files, at the cost of what changed: files that did not change are the same pointers as
// before. What is known of their rules is kept, unless they read what a changed file records.
func (r *Rules) Update(files []*rulefile.File) *Rules { return build(files, r.metrics, r) }

// build infers the rules of a project, with what is known of an earlier version of it; that may be nil.
func build(files []*rulefile.File, db *metrics.DB, before *Rules) *Rules {
	parse(files)
	r := &Rules{metrics: db, slots: map[*rulefile.Rule]slot{}, definitions: map[string]*definition{}, writers: newWriters(files)}
	for _, rank := range r.order(files, before) {
		parallel(len(rank), func(i int) { r.infer(rank[i], before) })
	}
	return r
}

// slot is where the result of a rule is.
type slot struct {
	definition *definition
	index      int
}

// notes is what the nodes of an expression are worth another look for.
type notes struct {
	dead bool // one yields nothing
	idle bool // one is a comparison that always holds
}

// Of returns what the expression of a rule of the project can yield: the labels that the rule and its group add are
// not on it, as they are not on $labels in the templates of an alert.
func (r *Rules) Of(rule *rulefile.Rule) Result {
	s, ok := r.slots[rule]
	if !ok {
		return Result{}
	}
	return r.answer(s, nil).result
}

// Expr returns what an expression that is not in the project would yield there. Its own losses name no rule.
func (r *Rules) Expr(e parser.Expr) Result {
	return r.walker(nil, nil).result(e)
}

// walker returns what infers an expression of rule, one of definition d; of no rule where both are nil.
func (r *Rules) walker(rule *rulefile.Rule, d *definition) *walker {
	recorded := func(e *parser.VectorSelector) []Branch { return r.recorded(rule, d, e) }
	return &walker{rule: rule, metrics: r.metrics, recorded: recorded}
}

// recorded returns the branches of the rules that yield the series a selector of reader, a rule of from, selects.
// It returns nil where they are unknown.
func (r *Rules) recorded(reader *rulefile.Rule, from *definition, e *parser.VectorSelector) []Branch {
	d, ok := r.definitions[key(e)]
	if !ok || from != nil && d.cycle == from.cycle {
		return nil
	}
	w := &walker{rule: reader}
	var out []Branch
	for _, s := range r.series(d).all {
		if s.excluded(e) {
			continue
		}
		for _, b := range s.branches {
			if impossible(b, e) {
				continue
			}
			w.match(e, &b)
			out = append(out, b)
		}
	}
	return capped(out)
}

// impossible reports whether a selector wants a label that series of the branch do not have.
func impossible(b Branch, e *parser.VectorSelector) bool {
	for _, m := range e.LabelMatchers {
		if !m.Matches("") && b.Label(m.Name).Presence == Gone {
			return true
		}
	}
	return false
}
