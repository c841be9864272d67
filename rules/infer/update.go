package infer

import (
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/rules/rulefile"
)

// infer works out a definition whose reads are known, or keeps it as it was before.
func (r *Rules) infer(d *definition, before *Rules) {
	if old := before.unchanged(d); old != nil {
		d.kept, d.results, d.notes, d.series, d.count, d.unread = true, old.results, old.notes, old.series, old.count, old.unread
		return
	}
	d.results, d.notes = make([]Result, len(d.rules)), make([]notes, len(d.rules))
	for i, rule := range d.rules {
		expr, err := rule.Query()
		if err != nil {
			d.unread = true
			continue
		}
		w := r.walker(rule, d)
		d.results[i] = w.result(expr)
		d.notes[i] = w.notes
		d.add(rule, expr, d.results[i])
	}
}

// unchanged returns the definition of an earlier version of the project whose results hold for d as well: it has the same rules,
// and reads the same. It returns nil where there is none.
func (r *Rules) unchanged(d *definition) *definition {
	if r == nil {
		return nil
	}
	old := r.definitions[d.key]
	if old == nil || !slices.Equal(old.rules, d.rules) || len(old.reads) != len(d.reads) {
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
