package promtest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// scrape is one look at a timeline.
type scrape struct {
	n     int64         // of the series, from 0
	at    time.Duration // since the start of the test
	since time.Duration // since the start of the part
}

// effect is what befalls the scrapes of a part.
type effect interface {
	// on changes what a scrape reads. False means that the scrape is missing.
	on(at scrape, read *Sample) bool
	// shifted returns the effect with its seed, if it has one, that much higher.
	shifted(by uint64) effect
}

// Missing returns t without the scrapes of its last part in [from, to), counted from the start of that part:
// a counter goes on counting while nobody looks.
//
//	Counter(5).Missing(10*time.Minute, 12*time.Minute)
//
// from below zero, or to below from, is an error.
func (t Timeline) Missing(from, to time.Duration) Timeline {
	if from < 0 || to < from {
		return t.fail(fmt.Errorf("Missing(%v, %v): not a stretch of time", from, to))
	}
	if len(t.parts) == 0 {
		return t
	}
	return t.last(func(p *part) { p.effects = append(slices.Clone(p.effects), hole{from, to}) })
}

// MissingEvery returns t, all its parts so far, without every nth scrape of the series: with 3 the scrapes 2, 5, 8 and so on are
// missing, counted from 0. n below 2 is an error.
func (t Timeline) MissingEvery(n int) Timeline {
	if n < 2 {
		return t.fail(fmt.Errorf("MissingEvery(%d): below 2", n))
	}
	return t.with(everyNth(n))
}

// MissingRatio returns t, all its parts so far, without that ratio of its scrapes, chosen at random: 0.1 drops one in ten. The
// same seed drops the same scrapes. A ratio that is not above 0 and below 1 is an error.
func (t Timeline) MissingRatio(ratio float64, seed uint64) Timeline {
	if !(ratio > 0 && ratio < 1) {
		return t.fail(fmt.Errorf("MissingRatio(%v, %d): the ratio is not between 0 and 1", ratio, seed))
	}
	return t.with(loss{ratio, seed})
}

// Noise returns t, all its parts so far, with values that are off by up to amplitude, in both directions, evenly
// distributed. The same seed makes the same noise at the same time of a test. A counter with noise may go down, which is
// a reset to whoever reads it. Histograms and staleness markers have no noise.
func (t Timeline) Noise(amplitude float64, seed uint64) Timeline {
	if !(amplitude >= 0) || math.IsInf(amplitude, 0) {
		return t.fail(fmt.Errorf("Noise(%v, %d): the amplitude must be at least 0 and finite", amplitude, seed))
	}
	return t.with(noise{amplitude, seed, false})
}

// NormalNoise is Noise with values that are normally distributed, with this standard deviation, and never off by more than
// six of them.
func (t Timeline) NormalNoise(deviation float64, seed uint64) Timeline {
	if !(deviation >= 0) || math.IsInf(deviation, 0) {
		return t.fail(fmt.Errorf("NormalNoise(%v, %d): the deviation must be at least 0 and finite", deviation, seed))
	}
	return t.with(noise{deviation, seed, true})
}

// with returns t with an effect on all its parts.
func (t Timeline) with(e effect) Timeline {
	if len(t.parts) == 0 && t.err == nil {
		return t.fail(errors.New("noise and missing scrapes need a timeline that has parts"))
	}
	parts := slices.Clone(t.parts)
	for i := range parts {
		parts[i].effects = append(slices.Clone(parts[i].effects), e)
	}
	return Timeline{parts: parts, err: t.err}
}

// shifted returns t with all its seeds that much higher.
func (t Timeline) shifted(by uint64) Timeline {
	parts := slices.Clone(t.parts)
	for i := range parts {
		parts[i].effects = slices.Clone(parts[i].effects)
		for j, e := range parts[i].effects {
			parts[i].effects[j] = e.shifted(by)
		}
	}
	return Timeline{parts: parts, err: t.err}
}

// hole is a stretch, from the start of a part, in which scrapes read nothing.
type hole struct{ from, to time.Duration }

func (h hole) on(at scrape, _ *Sample) bool { return at.since < h.from || h.to <= at.since }
func (h hole) shifted(uint64) effect        { return h }

// everyNth drops one scrape of so many.
type everyNth int64

func (n everyNth) on(at scrape, _ *Sample) bool { return at.n%int64(n) != int64(n)-1 }
func (n everyNth) shifted(uint64) effect        { return n }

// loss drops scrapes at random.
type loss struct {
	ratio float64
	seed  uint64
}

func (l loss) on(at scrape, _ *Sample) bool {
	return unit(draws(drawLoss, l.seed, int64(at.at))) >= l.ratio
}
func (l loss) shifted(by uint64) effect { return loss{l.ratio, l.seed + by} }

// noise adds to values what depends on the time alone.
type noise struct {
	amplitude float64
	seed      uint64
	normal    bool
}

func (n noise) on(at scrape, read *Sample) bool {
	if read.Histogram != nil || read.IsStale() {
		return true
	}
	source := draws(drawNoise, n.seed, int64(at.at))
	off := 0.0
	if n.normal {
		off = bell(source)
	} else {
		off = 2*unit(source) - 1
	}
	read.Value += float64(n.amplitude * off) // rounded before it is added, on every platform
	return true
}
func (n noise) shifted(by uint64) effect { return noise{n.amplitude, n.seed + by, n.normal} }
