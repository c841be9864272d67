package promtest

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
)

const (
	second = time.Second
	minute = time.Minute
	hour   = time.Hour
)

// scraped returns the values that scrapes until the given time read: NaN where one is missing, +Inf for a staleness marker.
func scraped(t Timeline, interval, until time.Duration) []float64 {
	var got []float64
	for s := range t.Scrape(interval, until) {
		for time.Duration(len(got))*interval < s.At {
			got = append(got, math.NaN())
		}
		if s.IsStale() {
			s.Value = math.Inf(1)
		}
		got = append(got, s.Value)
	}
	return got
}

func TestScrape(t *testing.T) {
	missing, marker := math.NaN(), math.Inf(1)
	tests := map[string]struct {
		timeline Timeline
		until    time.Duration // with a scrape every 30s
		want     []float64
	}{
		"nothing":                           {Timeline{}, minute, nil},
		"a constant lasts":                  {Const(3), minute, []float64{3, 3, 3}},
		"both ends are read":                {Counter(2).For(minute), hour, []float64{0, 60, 120}},
		"a new part starts at 0":            {Counter(1).For(minute).Then(Counter(1).For(minute)), hour, []float64{0, 30, 0, 30, 60}},
		"a counter goes on":                 {Counter(1).For(minute).Continue(2).For(minute), hour, []float64{0, 30, 60, 120, 180}},
		"a counter stands still":            {Counter(1).For(minute).Continue(0), 2 * minute, []float64{0, 30, 60, 60, 60}},
		"a constant goes on":                {Const(5).For(minute).Continue(-1).For(minute), hour, []float64{5, 5, 5, -25, -55}},
		"it goes on after a gap":            {Const(5).For(minute).Then(Gap().For(minute)).Continue(1), 2 * minute, []float64{5, 5, missing, missing, 5}},
		"it goes on from a notation":        {Notation("1+2x2").Continue(1), 2 * minute, []float64{1, 3, 5, 5, 35}},
		"a ramp reaches its end":            {Ramp(0, 10).For(2 * minute), hour, []float64{0, 2.5, 5, 7.5, 10}},
		"a ramp falls":                      {Ramp(1, 0).For(minute).Then(Const(0)), 90 * second, []float64{1, 0.5, 0, 0}},
		"the part before a boundary ends":   {Const(1).For(minute).Then(Const(0).For(minute)), hour, []float64{1, 1, 0, 0, 0}},
		"between two scrapes it begins":     {Const(1).For(45 * second).Then(Const(0)), 90 * second, []float64{1, 1, 0, 0}},
		"a part no scrape falls into":       {Const(1).For(31 * second).Then(Const(7).For(second)).Then(Const(0)), minute, []float64{1, 1, 0}},
		"no time at all":                    {Const(1).For(0).Then(Const(2)), 30 * second, []float64{2, 2}},
		"no time at the end is one scrape":  {Const(1).For(minute).Then(Const(2).For(0)), hour, []float64{1, 1, 2}},
		"a gap":                             {Const(1).For(30 * second).Then(Gap().For(30 * second)).Then(Const(1)), minute, []float64{1, missing, 1}},
		"one marker":                        {Const(1).For(30 * second).Then(Stale().For(minute)).Then(Const(2)), 2 * minute, []float64{1, marker, missing, 2, 2}},
		"missing scrapes of a counter":      {Counter(1).Missing(30*second, 90*second), 2 * minute, []float64{0, missing, missing, 90, 120}},
		"missing scrapes of the last part":  {Const(1).For(minute).Then(Const(2).Missing(0, 30*second)), 90 * second, []float64{1, 1, missing, 2}},
		"repeated":                          {Const(1).For(30 * second).Then(Const(0).For(30 * second)).Repeat(2), hour, []float64{1, 0, 1, 0, 0}},
		"notation, item by item":            {Notation("1 _ 2x1 stale 10-5x2"), hour, []float64{1, missing, 2, 2, marker, 10, 5, 0}},
		"notation does not read its end":    {Notation("1x1").Then(Const(0)), minute, []float64{1, 1, 0}},
		"notation cut short":                {Notation("1x10").For(minute).Then(Const(0)), minute, []float64{1, 1, 0}},
		"notation with a gap behind":        {Notation("1 2").For(90 * second).Then(Const(0)), 90 * second, []float64{1, 2, missing, 0}},
		"notation is repeated":              {Notation("1 2").Repeat(2), hour, []float64{1, 2, 1, 2}},
		"steps add up with rounding errors": {Notation("0+0.1x3"), hour, []float64{0, 0.1, 0.2, 0.30000000000000004}},
		"until the last scrape":             {Const(1), 59 * second, []float64{1, 1}},
		"last of last, a later For wins":    {Const(1).For(minute).Then(Const(2).For(minute)).For(30 * second), hour, []float64{1, 1, 2, 2}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, test.timeline.Err())
			got := scraped(test.timeline, 30*second, test.until)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("Scrape(30s, %v) (-want +got):\n%s", test.until, diff)
			}
		})
	}
}

func TestScrapeReadsNoFurtherThanAsked(t *testing.T) {
	for name, timeline := range map[string]Timeline{
		"a long notation":      Notation("1+1x18446744073709551614"),
		"a long gap":           Notation("1 2 _x18446744073709551614"),
		"a constant":           Const(1),
		"the longest duration": Counter(1).For(math.MaxInt64).Then(Counter(1).For(math.MaxInt64)),
	} {
		n := 0
		for range timeline.Scrape(minute, 9*minute) {
			n++
		}
		require.LessOrEqual(t, n, 10, name)
		for range timeline.Scrape(minute, math.MaxInt64) {
			break
		}
	}
	for range Const(1).Scrape(math.MaxInt64/2, math.MaxInt64) { // the time of the scrape must not overflow
	}
}

func TestTimelineLength(t *testing.T) {
	tests := map[string]struct {
		timeline Timeline
		want     time.Duration
		finite   bool
	}{
		"no parts":               {Timeline{}, 0, true},
		"a part for ever":        {Const(1).For(hour).Then(Const(1)), 0, false},
		"parts":                  {Const(1).For(hour).Then(Const(1).For(minute)), 61 * minute, true},
		"the last item":          {Notation("1x10"), 10 * minute, true},
		"one item":               {Notation("1"), 0, true},
		"items, then a part":     {Notation("1x10").Then(Const(1).For(minute)), 12 * minute, true},
		"more than can be said":  {Notation("1x18446744073709551614"), math.MaxInt64 - minute, true},
		"items that add up over": {Notation("1x18446744073709551614 1x18446744073709551614"), math.MaxInt64 - minute, true},
	}
	for name, test := range tests {
		got, finite := test.timeline.length(schedule{every: minute})
		require.Equal(t, test.finite, finite, name)
		require.Equal(t, test.want, got, name)
	}
}

func TestTimelineMistakes(t *testing.T) {
	tests := map[string]struct {
		timeline Timeline
		want     string
	}{
		"negative duration":    {Const(1).For(-second), "For(-1s): negative duration"},
		"nothing to last":      {Timeline{}.For(second), "For(1s): the timeline has no parts"},
		"a part for ever":      {Const(1).Then(Const(2)), "Then follows a part without For, which lasts until the end of the test"},
		"a ramp for ever":      {Ramp(1, 2), "Ramp(1, 2) needs For: it reaches its end at no time"},
		"never repeated":       {Const(1).For(second).Repeat(0), "Repeat(0): below 1"},
		"repeating for ever":   {Const(1).Repeat(2), "Repeat(2): the last part has no For and lasts until the end of the test"},
		"too many parts":       {Const(1).For(second).Repeat(10_001), "Repeat(10001): more than 10000 parts"},
		"missing before 0":     {Const(1).Missing(-second, second), "Missing(-1s, 1s): not a stretch of time"},
		"missing backwards":    {Const(1).Missing(minute, second), "Missing(1m0s, 1s): not a stretch of time"},
		"all of them together": {Const(1).For(-second).Then(Notation("x")), "For(-1s): negative duration\nnotation: item 1, \"x\": want a number, stale, _ or a histogram {{...}}"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.EqualError(t, test.timeline.Err(), test.want)
			for range test.timeline.Scrape(minute, hour) {
				t.Fatal("a timeline with a mistake has samples")
			}
		})
	}
}

func TestTimelinesAreValues(t *testing.T) {
	base := Const(1).For(minute)
	a, b := base.Then(Const(2)), base.Then(Const(3))
	_ = base.For(hour)
	_ = base.Missing(0, second)
	want := []float64{1, 2, 2}
	require.Equal(t, want, scraped(a, minute, 2*minute))
	require.Equal(t, []float64{1, 3, 3}, scraped(b, minute, 2*minute))
	require.Equal(t, []float64{1, 1}, scraped(base, minute, hour))
}
