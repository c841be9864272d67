package promtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/engine"
)

// engineSamples reads notation as the engine is given it.
func engineSamples(t *testing.T, notation string) []engine.Sample {
	t.Helper()
	s := Series{Metric: "x", Timeline: Notation(notation)}
	require.NoError(t, s.Timeline.Err(), notation)
	var all []engine.Sample
	for sample := range s.samples(time.Minute, time.Unix(0, 0), 1000*time.Minute) {
		all = append(all, sample)
	}
	return all
}

func TestEncode(t *testing.T) {
	for notation, want := range map[string]string{
		"1 2 3 4":                      "1+1x3",
		"0.1+0.1x10":                   "0.1+0.1x10",
		"5 5 5 _ _ _ stale 7":          "5x2 _x3 stale 7",
		"_ 1 2":                        "_ 1 2",
		"10-2x4 3":                     "10-2x4 3",
		"NaN NaN -Inf Inf Inf":         "NaN NaN -Inf Inf Inf",
		"-0 -0 0":                      "-0 -0 0",
		"stale stale":                  "stale stale",
		"1e300 2e300 3e300":            "1e+300+1e+300x2",
		"9007199254740993x1":           "9.007199254740992e+15x1",
		"":                             "",
		"{{schema:0 sum:1 count:1}}x2": "{{count:1 sum:1}}x2",
	} {
		require.Equal(t, want, encode(engineSamples(t, notation), time.Unix(0, 0), time.Minute), notation)
	}
	off := []engine.Sample{{T: 90_000, V: 3}, {T: 150_000, V: 4}}
	require.Equal(t, "3@1m30s 4@2m30s", encode(off, time.Unix(0, 0), time.Minute))
}

// TestEncodeReadsBack holds for whatever is written, down to the last bit.
func TestEncodeReadsBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var words []string
		for range 1 + random.IntN(8) {
			words = append(words, [...]string{"_", "_x3", "stale", "NaN", "Inf", "1", "1", "2", "3", "0.1+0.1x7", "5-0.3x4", "7x3", "-0", "stale stale", "-0-1x3",
				fmt.Sprint(random.NormFloat64())}[random.IntN(16)])
		}
		before := engineSamples(t, strings.Join(words, " "))
		written := encode(before, time.Unix(0, 0), time.Minute)
		after := engineSamples(t, written)
		require.Len(t, after, len(before), written)
		for i := range before {
			require.Equal(t, before[i].T, after[i].T, written)
			require.Equal(t, math.Float64bits(before[i].V), math.Float64bits(after[i].V), "%s: %v", written, words)
		}
	}
}
