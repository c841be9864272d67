package engine

import (
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

// TestStatistics has a difference of histograms that comes to nothing where they are read without their buckets, because only then
// it is seen that one was reset and the other not. So the engine reads them below histogram_sum, unless something further up needs buckets. The wanted values are those of Prometheus v0.316.0.
func TestStatistics(t *testing.T) {
	const sum = `histogram_sum(h - h offset 1m)`
	tests := map[string][]string{
		sum:                        {},
		`avg by (a) (` + sum + `)`: {},
		`histogram_sum(avg by (a) (h - h offset 1m))`: {},
		sum + ` > -100`: {},
		sum + ` == -63`: {`{__name__="r", a="z", b="z"} => -63`},
		sum + ` != 0`:   {`{__name__="r", a="z", b="z"} => -63`},
		`n == bool fill(0) avg by (a) (` + sum + `)`:          {`{__name__="r", a="z"} => 0`},
		`avg by (a) (` + sum + `) == bool fill(0) sum (n)`:    {`{__name__="r", a="z"} => 0`},
		`avg by (a) (timestamp(h) - timestamp(h)) == bool 0`:  {`{__name__="r", a="z"} => 1`},
		`min_over_time(avg by (a) (` + sum + `)[2m:1m]) + 10`: {`{__name__="r", a="z"} => -53`},
	}
	const before = `{{count:74 sum:65.25 z_bucket:7 z_bucket_w:0.01 counter_reset_hint:reset buckets:[8 12 25 7 6 3] n_offset:-1 n_buckets:[5 1]}}`
	series := load(t,
		`h{a="z",b="z"} _x3 `+before+` `+before+
			` {{count:6 sum:2.25 z_bucket:1 z_bucket_w:0.001 buckets:[2 3]}}`)
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			cfg := minutes(6)
			cfg.Parser = parser.Options{EnableBinopFillModifiers: true}
			both(t, groups(group(record("r", text))), series, cfg, func(t *testing.T, r *Run) {
				require.Equal(t, want, values(t, r, "r", 5*time.Minute))
			})
		})
	}
}
