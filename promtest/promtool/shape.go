package promtool

import (
	"slices"

	"github.com/promwright/promwright/promtest"
)

// shape is a field that says what a series shows: one part of a timeline, or several.
type shape struct {
	param
	make func(r *reader, a args) promtest.Timeline // from the fields around it
}

// shapes are all of them; a part has one. They are filled in by init because timeline contains parts.
var shapes []shape

// The fields of a part of a timeline, and of an item of input_series.
var partParams, seriesParams []param

func init() {
	shapes = []shape{
		{param{"values", aText, "A sequence in promtool's notation, one item per scrape.", false}, func(r *reader, a args) promtest.Timeline {
			return r.timeline(a.nodes["values"])
		}},
		{param{"const", aNumber, "The same value at every scrape.", false}, func(_ *reader, a args) promtest.Timeline {
			return promtest.Const(a.number("const"))
		}},
		{param{"ramp", aMapping(
			param{"from", aNumber, "The value at first.", true},
			param{"to", aNumber, "The value at the end.", true},
		), "A straight line from one value to another, over the time that for gives it.", false}, func(_ *reader, a args) promtest.Timeline {
			f := arg[args](a, "ramp")
			return promtest.Ramp(f.number("from"), f.number("to"))
		}},
		{param{"counter", aMapping(
			param{"per_second", aNumber, "How much it grows every second.", true},
			param{"reset_every", aDuration, "After which time it starts at 0 again.", false},
		), "A counter, which starts at 0.", false}, func(_ *reader, a args) promtest.Timeline {
			f := arg[args](a, "counter")
			t := promtest.Counter(f.number("per_second"))
			if f.has("reset_every") {
				t = t.ResetEvery(f.duration("reset_every"))
			}
			return t
		}},
		{param{"steps", aMapping(
			param{"from", aNumber, "The value at first; 0 without it.", false},
			param{"by", aNumber, "How much higher the next step is; negative: lower.", true},
			param{"every", aDuration, "How long a step is.", true},
		), "A staircase.", false}, func(_ *reader, a args) promtest.Timeline {
			f := arg[args](a, "steps")
			return promtest.Steps(f.number("from"), f.number("by"), f.duration("every"))
		}},
		{param{"sine", aMapping(
			param{"mean", aNumber, "The value it swings around; 0 without it.", false},
			param{"amplitude", aNumber, "How far it swings.", true},
			param{"period", aDuration, "How long a swing takes.", true},
			param{"phase", aDuration, "How much later in its period it starts than at mean, rising.", false},
		), "A sine.", false}, func(_ *reader, a args) promtest.Timeline {
			f := arg[args](a, "sine")
			return promtest.Sine(f.number("mean"), f.number("amplitude"), f.duration("period"), f.duration("phase"))
		}},
		{param{"continue", aNumber, "Goes on from the value that the parts before have reached, and grows so much every second.", false}, func(_ *reader, a args) promtest.Timeline {
			return promtest.Timeline{}.Continue(a.number("continue"))
		}},
		{param{"gap", aPresence, "No samples.", false}, func(*reader, args) promtest.Timeline { return promtest.Gap() }},
		{param{"stale", aPresence, "The series ends, as when its target vanishes.", false}, func(*reader, args) promtest.Timeline { return promtest.Stale() }},
		{param{"csv", aText, "A file of times and values, relative to this one. Without series: with a column for every series.", false}, func(r *reader, a args) promtest.Timeline {
			return r.csv(a)
		}},
		{param{"timeline", kind{"a list", schema{"type": "array", "items": ref("part")}, readParts}, "Parts, one after the other. All but the last have for.", false}, func(_ *reader, a args) promtest.Timeline {
			return arg[promtest.Timeline](a, "timeline")
		}},
	}
	for _, s := range shapes {
		partParams = append(partParams, s.param)
	}
	for _, m := range modifiers {
		partParams = append(partParams, m.param)
	}
	seriesParams = slices.Concat(partParams, scraping)
}
