package promtest

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
)

func TestShapes(t *testing.T) {
	missing := math.NaN()
	tests := map[string]struct {
		timeline Timeline
		interval time.Duration
		want     []float64
	}{
		"a staircase":                {Steps(10, 5, 2*minute).For(6 * minute), minute, []float64{10, 10, 15, 15, 20, 20, 25}},
		"a staircase down":           {Steps(10, -5, minute).For(2 * minute).Then(Const(1).For(0)), minute, []float64{10, 5, 1}},
		"on from a step":             {Steps(10, 5, minute).For(2 * minute).Continue(1).For(minute), minute, []float64{10, 15, 20, 80}},
		"a sine":                     {Sine(100, 20, 4*minute, 0).For(4 * minute), minute, []float64{100, 120, 100, 80, 100}},
		"a sine that starts on top":  {Sine(100, 20, 4*minute, minute).For(2 * minute), minute, []float64{120, 100, 80}},
		"a sine that starts below":   {Sine(100, 20, 4*minute, -minute).For(2 * minute), minute, []float64{80, 100, 120}},
		"resets":                     {Counter(1).ResetEvery(2 * minute).For(5 * minute), minute, []float64{0, 60, 0, 60, 0, 60}},
		"on from a reset":            {Counter(1).ResetEvery(2 * minute).For(5 * minute).Continue(0).For(minute), minute, []float64{0, 60, 0, 60, 0, 60, 60}},
		"every third is missing":     {Notation("1+1x8").MissingEvery(3), minute, []float64{1, 2, missing, 4, 5, missing, 7, 8}},
		"missing over several parts": {Const(1).For(2 * minute).Then(Const(2).For(3 * minute)).MissingEvery(2), minute, []float64{1, missing, 2, missing, 2}},
		"rows":                       {FromCSV(strings.NewReader("time,value\n0s,1\n2m,3\n3m,\n4m,NaN\n5m,7\n")), minute, []float64{1, 1, 3, missing, math.NaN(), 7}},
		"rows that begin later":      {FromCSV(strings.NewReader("1m,1\n2m,3\n")), minute, []float64{missing, 1, 3}},
		"rows that go on":            {FromCSV(strings.NewReader("0,1\n60,3\n")).For(3 * minute), minute, []float64{1, 3, 3, 3}},
		"rows cut short":             {FromCSV(strings.NewReader("0,1\n60,3\n120,4")).For(minute).Continue(0).For(minute), minute, []float64{1, 3, 3}},
		"unix time":                  {FromCSV(strings.NewReader("1700000000,1\n1700000060,2\n")), minute, []float64{1, 2}},
		"unix milliseconds":          {FromCSV(strings.NewReader("1700000000000,1\n1700000060000,2\n")), minute, []float64{1, 2}},
		"RFC 3339":                   {FromCSV(strings.NewReader("2024-01-31T12:00:00+01:00,1\n2024-01-31T11:01:00Z,2\n")), minute, []float64{1, 2}},
		"as spreadsheets have it":    {FromCSV(strings.NewReader("Time, Value\n2024-01-31 12:00:00, 1\n2024-01-31 12:01:00, 2\n")), minute, []float64{1, 2}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, test.timeline.Err())
			got := scraped(test.timeline, test.interval, hour)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestShapeMistakes(t *testing.T) {
	csv := func(text string) Timeline { return FromCSV(strings.NewReader(text)) }
	tests := map[string]struct {
		timeline Timeline
		want     string
	}{
		"steps at once":        {Steps(1, 2, 0), "Steps(1, 2, 0s): every must be above 0"},
		"a sine of no period":  {Sine(1, 2, 0, 0), "Sine(1, 2, 0s, 0s): the period must be above 0"},
		"resets all the time":  {Counter(1).ResetEvery(0), "ResetEvery(0s): must be above 0"},
		"resets of no counter": {Const(1).ResetEvery(minute), "ResetEvery(1m0s): the last part is no Counter"},
		"resets of nothing":    {Timeline{}.ResetEvery(minute), "ResetEvery(1m0s): the timeline has no parts"},
		"all are missing":      {Const(1).MissingEvery(1), "MissingEvery(1): below 2"},
		"none is missing":      {Const(1).MissingRatio(0, 1), "MissingRatio(0, 1): the ratio is not between 0 and 1"},
		"NaN is missing":       {Const(1).MissingRatio(math.NaN(), 1), "MissingRatio(NaN, 1): the ratio is not between 0 and 1"},
		"noise without end":    {Const(1).Noise(math.Inf(1), 1), "Noise(+Inf, 1): the amplitude must be at least 0 and finite"},
		"noise below 0":        {Const(1).NormalNoise(-1, 1), "NormalNoise(-1, 1): the deviation must be at least 0 and finite"},
		"noise on nothing":     {Timeline{}.Noise(1, 1), "noise and missing scrapes need a timeline that has parts"},
		"no rows":              {csv("time,value\n"), "csv: no rows"},
		"three columns":        {csv("0,1,2\n"), "csv: want 2 columns, time and value, got 3"},
		"a row that is longer": {csv("0,1\n1,2,3\n"), "csv: record on line 2: wrong number of fields"},
		"rows backwards":       {csv("t,v\n60,1\n30,2\n"), "csv: line 3: time 30 is not after that of the row before"},
		"no time":              {csv("t,v\n0,1\nnoon,2\n"), `csv: line 3: time "noon" is neither a duration (5m), nor a number of seconds since 1970, nor a time such as 2024-01-31T12:00:00Z`},
		"no value":             {csv("0,one\n"), `csv: line 1: value "one": want a number, stale, or nothing`},
		"times of two kinds":   {csv("0,1\n5m,2\n"), "csv: line 2: time 5m: durations and points in time do not mix"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.EqualError(t, test.timeline.Err(), test.want)
			require.Empty(t, scraped(test.timeline, minute, hour))
		})
	}
}

// TestRandomNumbersAreTheSameEverywhere holds the numbers that a seed makes: tests of users depend on them.
func TestRandomNumbersAreTheSameEverywhere(t *testing.T) {
	require.Equal(t, []float64{-0.3598547172871829, 0.14155040745355296, 0.6844576895900645, -0.20009020474073136}, scraped(Const(0).Noise(1, 7), minute, 3*minute))
	require.Equal(t, []float64{-0.18341326540560277, -0.40220439821989284, -0.40583023063367074, 1.1735172199822987}, scraped(Const(0).NormalNoise(1, 7), minute, 3*minute))
	require.Equal(t, []time.Duration{2587 * time.Millisecond, 63729 * time.Millisecond, 124048 * time.Millisecond}, times(Const(1), schedule{every: minute, jitter: 5 * second, seed: 7}, 3*minute))
	require.Equal(t, []time.Duration{2 * minute, 3 * minute, 4 * minute}, times(Const(1).MissingRatio(0.5, 7), schedule{every: minute}, 9*minute))
}

func times(timeline Timeline, s schedule, until time.Duration) []time.Duration {
	var all []time.Duration
	for sample := range timeline.scrapes(s, until) {
		all = append(all, sample.At)
	}
	return all
}

func TestNoiseIsDistributedAsPromised(t *testing.T) {
	moments := func(values []float64) (mean, deviation, follows float64) {
		for _, v := range values {
			mean += v / float64(len(values))
		}
		for i, v := range values {
			deviation += (v - mean) * (v - mean) / float64(len(values))
			if i > 0 {
				follows += (v - mean) * (values[i-1] - mean) / float64(len(values))
			}
		}
		return mean, math.Sqrt(deviation), follows / deviation
	}
	for seed := range uint64(3) {
		even := scraped(Const(10).Noise(3, seed), minute, 20_000*minute)
		mean, deviation, follows := moments(even)
		require.InDelta(t, 10, mean, 0.1)
		require.InDelta(t, 3/math.Sqrt(3), deviation, 0.05)
		require.InDelta(t, 0, follows, 0.03)
		require.GreaterOrEqual(t, slices.Min(even), 7.0)
		require.LessOrEqual(t, slices.Max(even), 13.0)
		mean, deviation, follows = moments(scraped(Const(10).NormalNoise(3, seed), minute, 20_000*minute))
		require.InDelta(t, 10, mean, 0.1)
		require.InDelta(t, 3, deviation, 0.1)
		require.InDelta(t, 0, follows, 0.03)
		require.InDelta(t, 18_000, len(times(Const(1).MissingRatio(0.1, seed), schedule{every: minute}, 20_000*minute)), 200)
	}
}

// anyTimeline makes a timeline of a few parts of any kind.
func anyTimeline(r *rand.Rand) Timeline {
	var t Timeline
	for range 1 + r.IntN(4) {
		d := time.Duration(r.IntN(600)) * second
		next := [...]Timeline{
			Const(r.Float64()), Counter(r.Float64()), Counter(1).ResetEvery(d + second), Ramp(1, 2), Gap(), Stale(), Steps(1, 2, d+second),
			Sine(1, 2, d+second, d), Notation("1+1x5 _ 3x2 stale"), FromCSV(strings.NewReader("0,1\n45,2\n300,\n400,3")),
		}[r.IntN(10)].For(d)
		switch r.IntN(6) {
		case 0:
			next = next.Missing(d/3, d/2)
		case 1:
			next = next.MissingEvery(2 + r.IntN(3))
		case 2:
			next = next.MissingRatio(0.3, r.Uint64())
		case 3:
			next = next.Noise(1, r.Uint64())
		case 4:
			next = next.NormalNoise(1, r.Uint64())
		}
		t = t.Then(next)
	}
	return t
}

func TestScrapesOfAnyTimeline(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		timeline := anyTimeline(r)
		s := schedule{every: time.Duration(1+r.IntN(90)) * second, seed: r.Uint64()}
		if r.IntN(2) == 0 {
			s.offset, s.jitter = time.Duration(r.IntN(60))*second, time.Duration(r.Int64N(int64(s.every)))
		}
		require.NoError(t, timeline.Err())
		all := slices.Collect(timeline.scrapes(s, hour))
		for i, sample := range all {
			require.Less(t, sample.At, hour)
			slot := (sample.At - s.offset) / s.every
			require.GreaterOrEqual(t, sample.At, s.offset+slot*s.every)
			require.LessOrEqual(t, sample.At, s.offset+slot*s.every+s.jitter)
			if i > 0 {
				require.Greater(t, sample.At.Milliseconds(), all[i-1].At.Milliseconds())
			}
		}
		if len(all) == 0 {
			continue
		}
		n := r.IntN(len(all))
		until := all[n].At
		prefix := slices.Collect(timeline.scrapes(s, until))
		require.True(t, cmp.Equal(all[:n+1], prefix, cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })))
	}
}

func TestJitterIsReadWhenTheScrapeHappens(t *testing.T) {
	for sample := range Counter(1).scrapes(schedule{every: minute, offset: 7 * second, jitter: 20 * second, seed: 3}, hour) {
		require.InDelta(t, sample.At.Seconds(), sample.Value, 1e-9)
	}
}
