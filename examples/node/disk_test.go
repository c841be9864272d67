package node_test

import (
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"

	"example.com/alerts/node"
)

// disk returns the series of one disk: how many writes it has completed, and how long they took in seconds.
func disk(writes, seconds promtest.Timeline) []promtest.Series {
	const sda = `{job="node-exporter", instance="a:9100", device="sda"}`
	return []promtest.Series{
		{Metric: "node_disk_writes_completed_total" + sda, Timeline: writes},
		{Metric: "node_disk_write_time_seconds_total" + sda, Timeline: seconds},
	}
}

func TestDiskWriteLatency(t *testing.T) {
	const alert = "HostUnusualDiskWriteLatency"
	writes := promtest.Counter(10) // a second
	healthy := promtest.Counter(0.5)
	slow := promtest.Counter(2) // 200 ms a write

	tests := map[string]struct {
		series []promtest.Series
		want   []promtest.Expectation
	}{
		"fires two minutes after writes slow down, and says how slow": {
			disk(writes, healthy.For(10*minute).Continue(2)),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 11 * minute, To: 13 * minute},
				promtest.Firing{Alert: alert, From: 13 * minute,
					Labels: promtest.Labels{"severity": "warning"},
					Annotations: promtest.Labels{
						"summary":     "Disk writes are slow.",
						"description": "Writes to sda at a:9100 take 200ms.",
					}},
			},
		},
		"resolves when writes are fast again": {
			disk(writes, slow.For(10*minute).Continue(0.5)),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 1 * minute, To: 3 * minute},
				promtest.Firing{Alert: alert, From: 3 * minute, To: 11 * minute},
			},
		},
		"is quiet at 100 ms exactly": {
			disk(promtest.Counter(10), promtest.Counter(1)),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"is quiet on an idle disk, where the quotient is 0/0": {
			disk(promtest.Counter(0), promtest.Counter(0)),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"is quiet while no write completes, where the quotient is infinite": {
			disk(promtest.Counter(0), slow),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"a slow minute does not fire": {
			disk(writes, healthy.For(10*minute).Continue(2).For(minute).Continue(0.5)),
			[]promtest.Expectation{promtest.Pending{Alert: alert, From: 11 * minute, To: 12 * minute}},
		},
		"a reboot of a healthy machine, which resets its counters, is quiet": {
			disk(writes.For(10*minute).Then(writes), healthy.For(10*minute).Then(healthy)),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"a reboot of a slow machine does not interrupt the alert": {
			disk(writes.For(10*minute).Then(writes), slow.For(10*minute).Then(slow)),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 1 * minute, To: 3 * minute},
				promtest.Firing{Alert: alert, From: 3 * minute},
			},
		},
		"two missing scrapes of four leave enough for a rate": {
			disk(writes.Missing(10*minute, 10*minute+30*time.Second), slow.Missing(10*minute, 10*minute+30*time.Second)),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 1 * minute, To: 3 * minute},
				promtest.Firing{Alert: alert, From: 3 * minute},
			},
		},
		"a minute without scrapes resolves it, and the two minutes start anew": {
			disk(writes.Missing(10*minute, 11*minute+minute/2), slow.Missing(10*minute, 11*minute+minute/2)),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 1 * minute, To: 3 * minute},
				promtest.Firing{Alert: alert, From: 3 * minute, To: 11 * minute},
				promtest.Pending{Alert: alert, From: 12 * minute, To: 14 * minute},
				promtest.Firing{Alert: alert, From: 14 * minute},
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			promtest.Test{
				Rules:  node.Groups(),
				Series: test.series,
				Scrape: 15 * time.Second,
				End:    30 * minute,
				Want:   append(test.want, promtest.NothingElse()),
			}.Run(t)
		})
	}
}
