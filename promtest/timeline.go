package promtest

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Timeline is what a series shows to the scrapes of a test: a sequence of parts, one after the other.
// It is a value: its methods return a new one, and a Timeline may be shared by many series and tests.
//
//	Const(1).For(10 * time.Minute).Then(Const(0))       // up, down from 10m until the end of the test
//	Counter(5).For(time.Hour).Then(Counter(5))          // a counter that is reset after an hour
//	Const(1).For(10 * time.Minute).Then(Stale())        // a target that vanishes
//	Const(3).For(5 * time.Minute).Then(Gap().For(time.Minute)).Then(Const(3)) // one missing scrape
//
// A part without [Timeline.For] lasts until the end of the test, and nothing can follow it. A part that
// lasts d covers the scrapes from its start up to, but not including, its end, where the next part begins;
// the last part of a timeline includes its end.
//
// After the last part there are no more samples. Queries still see the last one for five minutes, the
// lookback of Prometheus: a target that is gone, rather than one whose scrapes are missing, ends in [Stale].
//
// The zero Timeline has no samples. A mistake (a negative duration, a broken notation) is kept in the
// value and reported, with all others, by the test that uses it.
type Timeline struct {
	parts []part
	err   error
}

// forever is the length of a part that nothing limits.
const forever time.Duration = -1

// natural is the length of a part that its shape decides: the items of a notation.
const natural time.Duration = -2

// maxParts limits what Repeat may build.
const maxParts = 10_000

// part is one stretch of a timeline.
type part struct {
	shape   shape
	lasts   time.Duration // or forever, or natural
	effects []effect      // in this order
}

// Const is the value v at every scrape. Any float will do, NaN and the infinities included.
func Const(v float64) Timeline { return one(slope{from: v}) }

// Counter starts at 0 and grows by perSecond every second. A Counter that follows another part starts at 0
// again, as a process that restarts does; [Timeline.Continue] goes on without a reset.
func Counter(perSecond float64) Timeline { return one(slope{perSecond: perSecond}) }

// Ramp goes from one value to another in a straight line over the time that [Timeline.For] must give it.
// The end value is read only by a scrape at the very end of the last part.
//
//	Ramp(100, 0).For(time.Hour).Then(Const(0)) // a disk that fills within an hour
func Ramp(from, to float64) Timeline { return one(ramp{from: from, to: to}) }

// Steps is a staircase: from at first, then higher by another by every so often, lower if by is below zero. every that is not
// above zero is an error.
//
//	Steps(10, 5, 10*time.Minute) // 10 until 10m, 15 until 20m, 20 ...
func Steps(from, by float64, every time.Duration) Timeline {
	t := one(staircase{from, by, every})
	if every <= 0 {
		return t.fail(fmt.Errorf("Steps(%v, %v, %v): every must be above 0", from, by, every))
	}
	return t
}

// Sine swings around mean by amplitude, once every period: it starts at mean and rises, unless a phase has it start that much
// later in its period. A period that is not above zero is an error.
//
//	Sine(100, 20, 24*time.Hour, 6*time.Hour) // the load of a day that starts at its peak, 120
func Sine(mean, amplitude float64, period, phase time.Duration) Timeline {
	t := one(wave{mean, amplitude, period, phase})
	if period <= 0 {
		return t.fail(fmt.Errorf("Sine(%v, %v, %v, %v): the period must be above 0", mean, amplitude, period, phase))
	}
	return t
}

// Gap has no samples: scrapes are missing, and queries see the last sample before it for five minutes.
func Gap() Timeline { return one(gap{}) }

// Stale ends a series as Prometheus does when a target vanishes: one staleness marker at the first scrape,
// so that queries see nothing from there on, then no samples.
func Stale() Timeline { return one(stale{}) }

// Notation is a sequence in the notation of promtool and promqltest, one item per scrape:
//
//	1 2 3          // three samples
//	0x3            // 0 0 0 0: one sample and three more
//	1+2x3          // 1 3 5 7
//	10-5x2         // 10 5 0
//	_ _x3 stale    // one, then three missing scrapes, then a staleness marker
//	NaN Inf -Inf
//	{{schema:0 sum:5 count:4 buckets:[1 2 1]}}+{{sum:1 count:1 buckets:[1]}}x3 // native histograms
//
// Unlike promtool, repetitions cost only what is read: 0x10000000 is as cheap as 0x10.
// It lasts as long as it has items; [Timeline.For] cuts it short, or leaves a gap behind it.
func Notation(sequence string) Timeline {
	items, err := parseNotation(sequence)
	if err != nil {
		return Timeline{err: err}
	}
	return Timeline{parts: []part{{shape: notation(items), lasts: natural}}}
}

func one(s shape) Timeline { return Timeline{parts: []part{{shape: s, lasts: forever}}} }

// For returns t with its last part lasting d. With zero the part is skipped, unless it is the last: then it
// is a single scrape. A negative d is an error.
func (t Timeline) For(d time.Duration) Timeline {
	if d < 0 {
		return t.fail(fmt.Errorf("For(%v): negative duration", d))
	}
	if len(t.parts) == 0 {
		return t.fail(fmt.Errorf("For(%v): the timeline has no parts", d))
	}
	return t.last(func(p *part) { p.lasts = d })
}

// ResetEvery returns t with its last part, which must be a [Counter], starting at 0 again every so often: a process that
// keeps crashing.
func (t Timeline) ResetEvery(d time.Duration) Timeline {
	if d <= 0 {
		return t.fail(fmt.Errorf("ResetEvery(%v): must be above 0", d))
	}
	if len(t.parts) == 0 {
		return t.fail(fmt.Errorf("ResetEvery(%v): the timeline has no parts", d))
	}
	s, ok := t.parts[len(t.parts)-1].shape.(slope)
	if !ok || s.perSecond == 0 {
		return t.fail(fmt.Errorf("ResetEvery(%v): the last part is no Counter", d))
	}
	s.reset = d
	return t.last(func(p *part) { p.shape = s })
}

// Then returns t followed by next. It is an error if the last part of t lasts until the end of the test.
func (t Timeline) Then(next Timeline) Timeline {
	err := errors.Join(t.err, next.err)
	if n := len(t.parts); n > 0 && len(next.parts) > 0 && t.parts[n-1].lasts == forever {
		err = errors.Join(err, errors.New("Then follows a part without For, which lasts until the end of the test"))
	}
	return Timeline{parts: slices.Concat(t.parts, next.parts), err: err}
}

// Continue returns t followed by a part that goes on from the value t has reached, and changes by perSecond
// every second: a counter that stands still (0), or speeds up, without a reset.
func (t Timeline) Continue(perSecond float64) Timeline { return t.Then(one(onward{perSecond})) }

// Repeat returns t n times over. It is an error if n is below one, if t lasts until the end of the test, or
// if the result has more than 10,000 parts.
func (t Timeline) Repeat(n int) Timeline {
	switch {
	case n < 1:
		return t.fail(fmt.Errorf("Repeat(%d): below 1", n))
	case len(t.parts) > 0 && t.parts[len(t.parts)-1].lasts == forever:
		return t.fail(fmt.Errorf("Repeat(%d): the last part has no For and lasts until the end of the test", n))
	case len(t.parts) > 0 && n > maxParts/len(t.parts):
		return t.fail(fmt.Errorf("Repeat(%d): more than %d parts", n, maxParts))
	}
	return Timeline{parts: slices.Repeat(t.parts, n), err: t.err}
}

// last returns t with its last part changed.
func (t Timeline) last(change func(*part)) Timeline {
	parts := slices.Clone(t.parts)
	change(&parts[len(parts)-1])
	return Timeline{parts: parts, err: t.err}
}

func (t Timeline) fail(err error) Timeline {
	return Timeline{parts: t.parts, err: errors.Join(t.err, err)}
}

// Err returns what is wrong with t, all of it: mistakes in the calls that built it.
func (t Timeline) Err() error {
	err := t.err
	for _, p := range t.parts {
		if r, ok := p.shape.(ramp); ok && p.lasts == forever {
			err = errors.Join(err, fmt.Errorf("Ramp(%v, %v) needs For: it reaches its end at no time", r.from, r.to))
		}
	}
	return err
}

// length returns how long t lasts when it is scraped so, and false if nothing limits it. For a notation that is the time of
// its last item.
func (t Timeline) length(s schedule) (time.Duration, bool) {
	var total time.Duration
	for i, p := range t.parts {
		if p.lasts == forever {
			return 0, false
		}
		d := p.length(s.every)
		if i == len(t.parts)-1 && p.lasts == natural && d > 0 {
			d = saturate(d-s.every, s.offset+s.jitter)
		}
		total = saturate(total, d)
	}
	return total, true
}
