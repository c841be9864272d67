package engine

import (
	"errors"
	"fmt"
	"iter"
	"net/url"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/timestamp"
	"github.com/prometheus/prometheus/promql/parser"
)

// DefaultInterval is the time between two evaluations where Config gives none: that of Prometheus.
const DefaultInterval = time.Minute

// maxSteps bounds the evaluations of one run, so that a mistyped end is an error and not an exhausted machine.
const maxSteps = 10_000_000

// Sample is one value of a series: a float, or a native histogram where H is set.
type Sample struct {
	T int64   // milliseconds since the Unix epoch
	V float64 // value.StaleNaN marks the series as gone
	H *histogram.FloatHistogram
}

// Series is one input series.
type Series struct {
	Labels  labels.Labels    // with __name__
	Samples iter.Seq[Sample] // in ascending order of T; may be iterated more than once, and is read only as far as needed
}

// Config says when and how rules are evaluated.
type Config struct {
	Start          time.Time     // of step 0; zero: the Unix epoch
	Interval       time.Duration // between evaluations, in whole milliseconds; zero: DefaultInterval
	End            time.Duration // since Start; the last step is the last one at or before it
	GroupOrder     []string      // groups named here run in this order, before the others; empty: dependency order, then declared order
	ExternalLabels labels.Labels // $externalLabels of templates
	ExternalURL    string        // $externalURL of templates
	Compat         bool          // promtool's own blind spots, see Run.Query and Alert.Annotations
	Stepwise       bool          // evaluate every rule step by step

	Budget             Budget         // of the run; zero: none, but Prometheus's own bound of the samples of a query
	Parser             parser.Options // of expressions; zero: what Prometheus accepts without feature flags
	DelayedNameRemoval bool           // names are dropped from the result, not by the function that drops them
	Cache              *Cache         // of parsed expressions, to share between calls; nil: one for this call
}

// clock is the grid of evaluation times, in milliseconds since the Unix epoch.
type clock struct {
	start, interval int64
	steps           int
	end             int64 // of what input is read by default; not before the last step
}

func (c clock) at(step int) int64 { return c.start + int64(step)*c.interval }

// between returns the time from one step to another.
func (c clock) between(from, to int) time.Duration {
	return time.Duration(c.at(to)-c.at(from)) * time.Millisecond
}

func (c clock) last() int64 { return c.at(c.steps - 1) }

// clock checks the times of c.
func (c *Config) clock() (clock, error) {
	interval := c.Interval
	if interval == 0 {
		interval = DefaultInterval
	}
	if interval < 0 {
		return clock{}, fmt.Errorf("engine: interval %v is negative", interval)
	}
	if interval%time.Millisecond != 0 {
		return clock{}, fmt.Errorf("engine: interval %v is not a whole number of milliseconds", interval)
	}
	if c.End < 0 {
		return clock{}, fmt.Errorf("engine: end %v is before the start", c.End)
	}
	if steps := int64(c.End / interval); steps >= maxSteps {
		return clock{}, fmt.Errorf("engine: %v at intervals of %v is more than %d steps", c.End, interval, maxSteps)
	}
	start := c.Start
	if start.IsZero() {
		start = time.Unix(0, 0)
	}
	t := clock{start: timestamp.FromTime(start), interval: interval.Milliseconds(), steps: int(c.End/interval) + 1}
	t.end = t.start + c.End.Milliseconds()
	return t, nil
}

// url returns the external URL that template functions see: none under Compat, as promtool passes none.
func (c *Config) url() (*url.URL, error) {
	if c.Compat {
		return nil, nil
	}
	u, err := url.Parse(c.ExternalURL)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("engine: external URL %q", c.ExternalURL), err)
	}
	return u, nil
}
