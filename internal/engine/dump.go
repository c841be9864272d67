package engine

import (
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/rules"
)

// Stored is a series as it is once everything has been evaluated.
type Stored struct {
	Labels   labels.Labels
	Recorded bool // by a rule; ALERTS and ALERTS_FOR_STATE, too
	Samples  []Sample
}

// Stored returns every series, in the order of their labels: the input up to the end, what rules recorded, and ALERTS and
// ALERTS_FOR_STATE. Series without samples are left out.
func (r *Run) Stored() ([]Stored, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.exposeAll(); err != nil {
		return nil, err
	}
	if err := r.feed(r.clock.end); err != nil {
		return nil, err
	}
	var all []Stored
	for _, c := range r.store.sorted(nil) {
		if err := c.load(r.clock.end); err != nil {
			return nil, err
		}
		if n := c.until(r.clock.end); n > 0 {
			all = append(all, Stored{c.labels, c.source == nil, c.samples(n)})
		}
	}
	return all, nil
}

// until returns the number of samples at or before a time in milliseconds.
func (c *column) until(limit int64) int {
	n, _ := slices.BinarySearch(c.times, limit+1)
	return n
}

// samples returns the first n samples.
func (c *column) samples(n int) []Sample {
	samples := make([]Sample, n)
	for i := range samples {
		samples[i] = Sample{c.times[i], c.floats[i], c.hist(i)}
	}
	return samples
}

// Timing says how long it took to evaluate rules at all steps.
type Timing struct {
	Rules []*rules.PlainRule // one, or several that depend on each other's past and are evaluated together
	Took  time.Duration
}

// Timings returns how long the rules took, in the order in which they were evaluated; nothing with Config.Stepwise.
func (r *Run) Timings() []Timing { return slices.Clone(r.timings) }

// timed notes, when the function it returns is called, how long the rules took.
func (r *Run) timed(part []*rule) func() {
	began := time.Now()
	return func() {
		timing := Timing{Took: time.Since(began)}
		for _, ru := range part {
			timing.Rules = append(timing.Rules, ru.plain)
		}
		r.timings = append(r.timings, timing)
	}
}
