package promtest

import (
	"iter"
	"math"
	"regexp"
	"slices"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

// sequences are notations, right and wrong.
var sequences = []string{
	"", " ", "1", "1 2 3", "  1\t2\n3\r\n", "0x3", "1+2x3", "1-2x3", "-1-2x3", "-1+0.5x3", "+1", "+1x2", "1.5e3", "1e-3x2", "1e+3+1e-1x2",
	"_", "_x3", "_x0", "__", "_ _", "_1", "_x", "1x0", "1x", "1x-1", "1x1.5", "1x1e2", "1x1_0", "1x007", "1 x3", "1+ 2x3", "1+2", "1+-2x3", "1--2x3",
	"stale", "stalex3", "stale x3", "stale+1x2", "-stale", "STALE", "NaN", "nan", "-NaN", "Inf", "inf", "-Inf", "+inf", "INF", "Infx3", "Inf+1x3", "NaN-1x2",
	"1+Infx3", "1+Inf x3", "Infinity", "1_000", "1_000x2", "1__0", "1_", "_1_", "010", "08", "0b1", "0x1F", ".5", "5.", "1..2", "1.2.3", "1e", "1e5e5", "1e+", "e5",
	"1,2", "#", "a", "1a", "1{{}}", "{{}}", "{{}}x2", "{{}}5", "{{}}_", "{{}}{{}}", "{{}} {{}}", "{{", "{{}", "}}", "{{schema:1 sum:-0.3 count:3.1 buckets:[5.1 10 7] offset:-3}}",
	"{{schema:0 sum:5 count:4 buckets:[1 2 1]}}+{{sum:1 count:1 buckets:[1]}}x3", "{{sum:5 count:4 buckets:[4]}}-{{sum:1 count:1 buckets:[1]}}x3",
	"{{schema:1}}+{{schema:0}}x2", "{{schema:1}}+{{schema:0}}x0", "{{schema:0}}+{{schema:1}}x2", "{{}}+{{}}", "{{}}+1x2", "1+{{}}x2", "{{sum:NaN}}", "{{foo:1}}", "{{counter_reset_hint:gauge}}x2",
	"1 {{sum:1}} 2", "{{sum:1 count:2 buckets:[2]}}x2 _ {{sum:3 count:3 buckets:[3] n_buckets:[1 2] z_bucket:1 z_bucket_w:0.001}} stale", "{{buckets:[1 2] counter_reset_hint:reset}}-{{buckets:[3]}}x2",
	"{{schema:-53 custom_values:[1] buckets:[1 2]}}+{{schema:0 buckets:[1]}}x2", "{{schema:-53 custom_values:[5 10] buckets:[1 2]}}+{{schema:-53 custom_values:[5 10] buckets:[1 1]}}x2", "1e999", "ınf",
}

func TestNotationReadsWhatPrometheusReads(t *testing.T) {
	for _, s := range sequences {
		compareNotation(t, s)
	}
}

// large finds repetitions that Prometheus's parser should not be asked for: it makes all samples.
var large = regexp.MustCompile(`x0*[1-9][0-9_]{3}`)

func FuzzNotation(f *testing.F) {
	for _, s := range sequences {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_ = scraped(Notation(s), minute, hour)
		if !large.MatchString(s) {
			compareNotation(t, s)
		}
	})
}

// compareNotation reads a sequence with Prometheus's parser and ours: both refuse it, or both read the same samples, or it has a histogram
// that cannot be stored.
func compareNotation(t *testing.T, s string) {
	t.Helper()
	_, want, wantErr := syntax.ParseSeriesDesc("x " + s)
	got := Notation(s)
	if wantErr != nil {
		require.Error(t, got.Err(), "%q: Prometheus: %v", s, wantErr)
		return
	}
	if got.Err() != nil && slices.ContainsFunc(want, func(v parser.SequenceValue) bool { return v.Histogram != nil && v.Histogram.Validate() != nil }) {
		return // it parses, but Prometheus would not store it
	}
	require.NoError(t, got.Err(), "%q", s)
	next := 0
	for sample := range got.Scrape(minute, math.MaxInt64) {
		for next < len(want) && want[next].Omitted {
			next++
		}
		require.Less(t, next, len(want), "%q: more than %d samples", s, len(want))
		compareSample(t, s, want[next], sample)
		require.Equal(t, next, int(sample.At/minute), "%q", s)
		next++
	}
	for ; next < len(want); next++ {
		require.True(t, want[next].Omitted, "%q: sample %d is missing", s, next)
	}
	compareLate(t, s, got)
}

// compareLate reads a notation with scrapes that are late: item by item the same.
func compareLate(t *testing.T, s string, notation Timeline) {
	t.Helper()
	late := schedule{every: minute, offset: 7 * second, jitter: 50 * second, seed: uint64(len(s))}
	next, stop := iter.Pull(notation.scrapes(late, math.MaxInt64))
	defer stop()
	for due := range notation.Scrape(minute, math.MaxInt64) {
		got, ok := next()
		require.True(t, ok, "%q: the item of %v is missing", s, due.At)
		require.Equal(t, due.At, got.At.Truncate(minute), "%q", s)
		compareSample(t, s, parser.SequenceValue{Value: due.Value, Histogram: due.Histogram}, got)
	}
	_, more := next()
	require.False(t, more, "%q", s)
}

func compareSample(t *testing.T, s string, want parser.SequenceValue, got Sample) {
	t.Helper()
	if want.Histogram != nil {
		require.NotNil(t, got.Histogram, "%q", s)
		require.Equal(t, want.Histogram.TestExpression(), got.Histogram.TestExpression(), "%q", s)
		return
	}
	require.Nil(t, got.Histogram, "%q", s)
	require.Equal(t, math.Float64bits(want.Value), math.Float64bits(got.Value), "%q: want %v, got %v", s, want.Value, got.Value)
}

func TestNotationErrors(t *testing.T) {
	tests := map[string]struct {
		sequence string
		offset   int
		want     string
	}{
		"a word":              {"1 2 three", 4, `notation: item 3, "three": want a number, stale, _ or a histogram {{...}}`},
		"a change alone":      {"1+2", 0, `notation: item 1, "1+2": a change needs a repetition, as in 1+2x3`},
		"no repetition":       {"1x", 0, `notation: item 1, "1x": repetition "": want a whole number`},
		"a fraction":          {"  1x1.5", 2, `notation: item 1, "1x1.5": repetition "1.5": want a whole number`},
		"repeated stale":      {"stalex3", 0, `notation: item 1, "stalex3": want a number, stale, _ or a histogram {{...}}`},
		"too large":           {"1x99999999999999999999", 0, `notation: item 1, "1x99999999999999999999": repetition 99999999999999999999: value out of range`},
		"the largest":         {"1x18446744073709551615", 0, `notation: item 1, "1x18446744073709551615": repetition 18446744073709551615 is too large`},
		"an open histogram":   {"{{schema:1", 0, `notation: item 1, "{{schema:1": the histogram is not closed by }}`},
		"a comma":             {"1,2", 0, `notation: item 1, "1,2": unexpected ",2": want a space, or x and a number of repetitions`},
		"a coarser histogram": {"{{schema:1}}+{{schema:0}}x2", 0, `notation: item 1, "{{schema:1}}+{{schema:0}}x2": a histogram of schema 1 cannot be changed by one of schema 0, which is coarser`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var broken *NotationError
			require.ErrorAs(t, Notation(test.sequence).Err(), &broken)
			require.Equal(t, test.want, broken.Message)
			require.Equal(t, test.offset, broken.Offset)
		})
	}
}
