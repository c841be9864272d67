package infer

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/prometheus/prometheus/promql/parser"
	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/rules/rulefile"
)

// answer is what is known of a rule, worked out when first asked for.
type answer struct {
	once   sync.Once
	result Result
	notes  notes
}

// infer works out a definition whose reads are known, or keeps it as it was before. Alerts that no rule reads wait until somebody
// asks.
func (r *Rules) infer(d *definition, before *Rules) {
	if old := before.unchanged(d); old != nil {
		d.kept, d.answers, d.written = true, old.answers, old.written
		return
	}
	d.answers, d.written = make([]answer, len(d.rules)), &series{}
	if d.read || !d.rules[0].IsAlert() {
		r.series(d)
	}
}

// series returns what the rules of d write, worked out when first asked for.
func (r *Rules) series(d *definition) *series {
	d.written.once.Do(func() {
		for i, rule := range d.rules {
			expr, err := rule.Query()
			if err != nil {
				d.written.unread = true
				continue
			}
			d.written.add(rule, expr, r.answer(slot{d, i}, nil).result)
		}
	})
	return d.written
}

// answer returns what is known of the rule of a slot. If that is not known yet, seen is told the branches of every node while it is
// worked out; it may be nil.
func (r *Rules) answer(s slot, seen func(parser.Expr, []Branch)) *answer {
	a := &s.definition.answers[s.index]
	a.once.Do(func() {
		rule := s.definition.rules[s.index]
		expr, err := rule.Query()
		if err != nil {
			return
		}
		w := r.walker(rule, s.definition)
		w.seen = seen
		a.result = w.result(expr)
		a.notes = w.notes
		if rule.Opaque() { // what Helm would print is not known
			a.result, a.notes = Result{[]Branch{{Expr: expr, Value: unknownValue()}}}, notes{}
		}
	})
	return a
}

// unchanged returns the definition of an earlier version of the project whose results hold for d as well: it has the same rules,
// and reads the same. It returns nil where there is none.
func (r *Rules) unchanged(d *definition) *definition {
	if r == nil {
		return nil
	}
	old := r.definitions[d.key]
	if old == nil || old.read != d.read || !slices.Equal(old.rules, d.rules) || len(old.reads) != len(d.reads) {
		return nil
	}
	for i, read := range d.reads {
		inner := read.cycle == d.cycle
		if read.key != old.reads[i].key || inner != (old.reads[i].cycle == old.cycle) || !inner && !read.kept {
			return nil
		}
	}
	return old
}

// parse parses the expressions of files, several files at a time: what comes after asks for them one by one.
func parse(files []*rulefile.File) {
	parallel(len(files), func(i int) {
		for rule := range files[i].Rules() {
			_, _ = rule.Query() // remembered by the rule
		}
	})
}

// parallel calls f with 0 to n-1, several at a time where that is worth it.
func parallel(n int, f func(int)) {
	const few = 8
	if n <= few {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var group errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for i := next.Add(1) - 1; int(i) < n; i = next.Add(1) - 1 {
				f(int(i))
			}
			return nil
		})
	}
	_ = group.Wait() // the functions return no errors
}
