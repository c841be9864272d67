package promtest

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/promwright/promwright/internal/engine"
)

// Index is what [Repeat] replaces in a metric.
const Index = "{{i}}"

// maxRepeat limits what Repeat makes.
const maxRepeat = 100_000

// Repeat returns n series like s: {{i}} in the metric is 0 in the first, 1 in the second, and so on.
//
//	promtest.Repeat(10, promtest.Series{Metric: `up{instance="node-{{i}}"}`, Timeline: promtest.Const(1)})
//
// Seeds, of jitter, noise and missing scrapes, are higher by i, so that no two series are alike. The test reports n that is not
// from 1 to 100,000, and a metric without {{i}}.
func Repeat(n int, s Series) []Series {
	if n < 1 || n > maxRepeat {
		s.Timeline = s.Timeline.fail(fmt.Errorf("Repeat(%d): want a number from 1 to %d", n, maxRepeat))
		return []Series{s}
	}
	if n > 1 && !strings.Contains(s.Metric, Index) {
		s.Timeline = s.Timeline.fail(fmt.Errorf("Repeat(%d): the metric lacks %s, without which all are one series", n, Index))
		return []Series{s}
	}
	all := make([]Series, n)
	for i := range all {
		all[i] = s
		all[i].Metric = strings.ReplaceAll(s.Metric, Index, strconv.Itoa(i))
		all[i].Timeline = s.Timeline.shifted(uint64(i))
		all[i].Seed = s.Seed + uint64(i)
	}
	return all
}

// Err returns what is wrong with s on its own: its metric, its timeline, or the times of its scrapes. interval is that of a
// series which has none.
func (s Series) Err(interval time.Duration) error {
	if _, err := parseMetric(s.Metric); err != nil {
		return err
	}
	if err := s.Timeline.Err(); err != nil {
		return err
	}
	c := s.schedule(interval)
	switch {
	case s.Scrape < 0 || s.Offset < 0 || s.Jitter < 0:
		return fmt.Errorf("scrape %v, offset %v, jitter %v: none may be negative", s.Scrape, s.Offset, s.Jitter)
	case c.every%time.Millisecond != 0 || s.Offset%time.Millisecond != 0:
		return fmt.Errorf("scrape %v, offset %v: not whole milliseconds", c.every, s.Offset)
	case s.Jitter >= c.every:
		return fmt.Errorf("jitter %v is not below %v, the time between scrapes", s.Jitter, c.every)
	}
	return nil
}

// schedule returns when s is scraped.
func (s Series) schedule(interval time.Duration) schedule {
	if s.Scrape != 0 {
		interval = s.Scrape
	}
	return schedule{interval, s.Offset, s.Jitter, s.Seed}
}

// series parses the metrics and turns the timelines into samples for the engine.
func (test Test) series(start time.Time, end time.Duration) ([]engine.Series, error) {
	var errs []error
	var out []engine.Series
	seen := map[string]bool{}
	for _, s := range test.Series {
		metric, _ := parseMetric(s.Metric)
		err := s.Err(test.scrape())
		if err == nil && seen[metric.String()] {
			err = errors.New("given twice")
		}
		if err != nil {
			errs = append(errs, s.named(err))
			continue
		}
		seen[metric.String()] = true
		out = append(out, engine.Series{Labels: metric, Samples: s.samples(test.scrape(), start, end)})
	}
	return out, errors.Join(errs...)
}

// samples yields the samples of s for the engine, up to the end of the test.
func (s Series) samples(interval time.Duration, start time.Time, end time.Duration) iter.Seq[engine.Sample] {
	first := start.UnixMilli()
	return func(yield func(engine.Sample) bool) {
		for sample := range s.Timeline.scrapes(s.schedule(interval), end) {
			if !yield(engine.Sample{T: first + sample.At.Milliseconds(), V: sample.Value, H: sample.Histogram}) {
				return
			}
		}
	}
}

// named adds the metric of s to an error.
func (s Series) named(err error) error {
	if s.Metric == "" {
		return err
	}
	return fmt.Errorf("series %s: %w", s.Metric, err)
}
