package promtool

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
)

// maxDepth limits timelines in timelines.
const maxDepth = 20

// readParts reads the parts of a timeline.
func readParts(r *reader, n *yaml.Node, name string) any {
	var t promtest.Timeline
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > maxDepth {
		r.fail(r.resolve(n), "timelines are nested more than %d deep", maxDepth)
		return t
	}
	var before *yaml.Node
	r.list(n, name, func(n *yaml.Node) {
		a := r.args(n, "a part of a timeline", partParams)
		next, ok := r.part(a, "a part of a timeline")
		if ok {
			if joined := t.Then(next); joined.Err() == nil {
				t = joined
			} else {
				r.fail(before, "this part lasts until the end of the test, and another one follows: it lacks for")
			}
		}
		before = a.node
	})
	if before == nil {
		r.fail(r.resolve(n), "%s has no parts", name)
	}
	return t
}

// part makes the timeline of a mapping that has a shape and modifiers; false if there is none.
func (r *reader) part(a args, what string) (promtest.Timeline, bool) {
	var found []shape
	var names []string
	for _, s := range shapes {
		names = append(names, s.name)
		if a.has(s.name) {
			found = append(found, s)
		}
	}
	switch {
	case a.broken:
		return promtest.Timeline{}, false
	case len(found) == 0:
		r.fail(a.node, "%s shows nothing: want one of %s", what, strings.Join(names, ", "))
		return promtest.Timeline{}, false
	case len(found) > 1:
		r.fail(a.nodes[found[1].name], "%s has %s and %s: want one of them", what, found[0].name, found[1].name)
		return promtest.Timeline{}, false
	}
	before := len(r.errs)
	t := found[0].make(r, a)
	if len(r.errs) > before {
		return promtest.Timeline{}, false
	}
	return r.modified(t, a, found[0].name)
}

// modified applies the modifiers to the timeline of a shape.
func (r *reader) modified(t promtest.Timeline, a args, at string) (promtest.Timeline, bool) {
	if a.has("for") && at == "timeline" {
		r.fail(a.nodes["for"], "for stands in the parts of a timeline")
		return t, false
	}
	broken := func() bool {
		err := t.Err()
		if err != nil {
			r.fail(a.nodes[at], "%s: %s", at, strings.TrimPrefix(inLower(err.Error()), at+": "))
		}
		return err != nil
	}
	if (at != "ramp" || !a.has("for")) && broken() { // a ramp is none before for says how long it is
		return t, false
	}
	for _, m := range modifiers {
		if a.has(m.name) {
			if t, at = m.do(t, a), m.name; broken() {
				return t, false
			}
		}
	}
	return t, true
}
