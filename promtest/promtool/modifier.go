package promtool

import "github.com/promwright/promwright/promtest"

// maxTimes limits how often a timeline is repeated; package promtest limits the parts.
const maxTimes = 1 << 31

// modifier is a field of a part that changes what its shape shows.
type modifier struct {
	param
	do func(t promtest.Timeline, a args) promtest.Timeline // from the fields around it
}

var seed = param{"seed", aCount, "The same seed makes the same numbers; 0 without it.", false}

// modifiers are all of them, in the order in which they apply. A part may have any.
var modifiers = []modifier{
	{param{"for", aDuration, "How long the part lasts. Without it: until the end of the test.", false}, func(t promtest.Timeline, a args) promtest.Timeline {
		return t.For(a.duration("for"))
	}},
	{param{"missing", aMapping(
		param{"from", aDuration, "Since the start of the part.", false},
		param{"to", aDuration, "Since the start of the part.", true},
	), "A time in which scrapes are missing.", false}, func(t promtest.Timeline, a args) promtest.Timeline {
		f := arg[args](a, "missing")
		return t.Missing(f.duration("from"), f.duration("to"))
	}},
	{param{"missing_every", aCount, "Every so many scrapes one is missing; at least 2.", false}, func(t promtest.Timeline, a args) promtest.Timeline {
		return t.MissingEvery(int(a.whole("missing_every")))
	}},
	{param{"missing_ratio", aMapping(
		param{"ratio", aNumber, "Between 0 and 1.", true}, seed,
	), "Scrapes are missing at random.", false}, func(t promtest.Timeline, a args) promtest.Timeline {
		f := arg[args](a, "missing_ratio")
		return t.MissingRatio(f.number("ratio"), f.whole("seed"))
	}},
	{param{"noise", aMapping(
		param{"amplitude", aNumber, "How far values are off at most.", true}, seed,
	), "Values are off at random, evenly distributed.", false}, func(t promtest.Timeline, a args) promtest.Timeline {
		f := arg[args](a, "noise")
		return t.Noise(f.number("amplitude"), f.whole("seed"))
	}},
	{param{"normal_noise", aMapping(
		param{"deviation", aNumber, "The standard deviation.", true}, seed,
	), "Values are off at random, normally distributed.", false}, func(t promtest.Timeline, a args) promtest.Timeline {
		f := arg[args](a, "normal_noise")
		return t.NormalNoise(f.number("deviation"), f.whole("seed"))
	}},
	{param{"times", aCount, "How often all of it is repeated.", false}, func(t promtest.Timeline, a args) promtest.Timeline {
		return t.Repeat(int(min(a.whole("times"), maxTimes)))
	}},
}
