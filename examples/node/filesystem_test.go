package node_test

import (
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"

	"example.com/alerts/node"
)

const (
	minute = time.Minute
	gib    = 1 << 30
)

// mount is the labels of the filesystem in these tests, which holds 100 GiB.
const mount = `{job="node-exporter", instance="a:9100", device="/dev/sda1", fstype="ext4", mountpoint="/var"}`

// filesystem returns the series of the mount: its free space, and whether it is read-only.
func filesystem(avail promtest.Timeline, readonly float64) []promtest.Series {
	return []promtest.Series{
		{Metric: "node_filesystem_avail_bytes" + mount, Timeline: avail},
		{Metric: "node_filesystem_size_bytes" + mount, Timeline: promtest.Const(100 * gib)},
		{Metric: "node_filesystem_readonly" + mount, Timeline: promtest.Const(readonly)},
	}
}

func TestFilesystemAlmostFull(t *testing.T) {
	const alert = "NodeFilesystemAlmostOutOfSpace-20"
	full, roomy := promtest.Const(15*gib), promtest.Const(30*gib)

	tests := map[string]struct {
		series []promtest.Series
		want   []promtest.Expectation
	}{
		"fires ten minutes after less than a fifth is left, and says where": {
			filesystem(roomy.For(30*minute).Then(full), 0),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 30 * minute, To: 40 * minute},
				promtest.Firing{Alert: alert, From: 40 * minute,
					Labels: promtest.Labels{"severity": "warning", "mountpoint": "/var"},
					Annotations: promtest.Labels{
						"summary":     "Filesystem has less than 20% space left.",
						"description": "/var at a:9100 has 15.00% left.",
					}},
			},
		},
		"resolves when space is freed": {
			filesystem(full.For(20*minute).Then(roomy), 0),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, To: 10 * minute},
				promtest.Firing{Alert: alert, From: 10 * minute, To: 20 * minute},
			},
		},
		"is quiet at a fifth exactly": {
			filesystem(promtest.Const(20*gib), 0),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"is quiet on a read-only filesystem": {
			filesystem(full, 1),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"a dip of nine minutes does not fire": {
			filesystem(roomy.For(10*minute).Then(full.For(9*minute)).Then(roomy), 0),
			[]promtest.Expectation{promtest.Pending{Alert: alert, From: 10 * minute, To: 19 * minute}},
		},
		"three minutes of missing scrapes do not start the ten minutes anew": {
			filesystem(full.Missing(4*minute, 7*minute), 0),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, To: 10 * minute},
				promtest.Firing{Alert: alert, From: 10 * minute},
			},
		},
		"seven minutes of missing scrapes do: a value is good for five": {
			filesystem(full.Missing(4*minute, 11*minute), 0),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, To: 9 * minute},
				promtest.Pending{Alert: alert, From: 11 * minute, To: 21 * minute},
				promtest.Firing{Alert: alert, From: 21 * minute},
			},
		},
		"a machine that vanishes takes its alert with it": {
			filesystem(full.For(20*minute).Then(promtest.Stale()), 0),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, To: 10 * minute},
				promtest.Firing{Alert: alert, From: 10 * minute, To: 20 * minute},
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			promtest.Test{
				Rules:  node.Groups(),
				Series: test.series,
				Scrape: 15 * time.Second,
				End:    time.Hour,
				Want:   append(test.want, promtest.NothingElse()),
			}.Run(t)
		})
	}
}
