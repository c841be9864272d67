package ladder_test

import (
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/cover"

	"example.com/alerts/ladder"
)

// TestMain fails the tests of this package if they leave a branch of an alert out.
func TestMain(m *testing.M) { cover.Main(m, 100) }

const (
	alert  = "FilesystemFillingUp"
	minute = time.Minute
	mount  = `{job="node-exporter", instance="a:9100", device="/dev/sda1", fstype="ext4", mountpoint="/var"}`
)

func series(percent promtest.Timeline, readonly float64) []promtest.Series {
	return []promtest.Series{
		{Metric: "node_filesystem_avail_bytes" + mount, Timeline: percent},
		{Metric: "node_filesystem_size_bytes" + mount, Timeline: promtest.Const(100)},
		{Metric: "node_filesystem_readonly" + mount, Timeline: promtest.Const(readonly)},
	}
}

func severity(s string) promtest.Labels { return promtest.Labels{"severity": s} }

func TestStepsFireOneAfterTheOther(t *testing.T) {
	left := promtest.Const(30).For(20 * minute).Then(promtest.Const(15).For(60 * minute)).
		Then(promtest.Const(8).For(30 * minute)).Then(promtest.Const(3).For(30 * minute)).Then(promtest.Const(50))
	promtest.Test{
		Rules:  ladder.Groups(),
		Series: series(left, 0),
		End:    3 * time.Hour,
		Want: []promtest.Expectation{
			promtest.Firing{Alert: alert, Labels: severity("info"), From: 50 * minute, To: 140 * minute,
				Annotations: promtest.Labels{"summary": "Filesystem has less than 20% space left."}},
			promtest.Firing{Alert: alert, Labels: severity("warning"), From: 90 * minute, To: 140 * minute},
			promtest.Firing{Alert: alert, Labels: severity("critical"), From: 115 * minute, To: 140 * minute,
				Annotations: promtest.Labels{"description": "/var at a:9100 has 3.00% left."}},
		},
	}.Run(t)
}

func TestShortDropsAreNothing(t *testing.T) {
	promtest.Test{
		Rules:  ladder.Groups(),
		Series: series(promtest.Const(3).For(4*minute).Then(promtest.Const(50)), 0),
		End:    time.Hour,
		Want: []promtest.Expectation{
			promtest.Pending{Alert: alert, Labels: severity("critical"), To: 4 * minute},
			promtest.Quiet{Alert: alert, From: 4 * minute},
		},
	}.Run(t)
}

func TestReadOnlyIsNobodysFault(t *testing.T) {
	promtest.Test{
		Rules:  ladder.Groups(),
		Series: series(promtest.Const(3), 1),
		End:    2 * time.Hour,
		Want:   []promtest.Expectation{promtest.Quiet{Alert: alert}},
	}.Run(t)
}
