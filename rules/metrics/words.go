package metrics

import (
	"slices"
	"strings"
)

// What words mean in the names of metrics.
var (
	// spellings are units as metrics write them beside their proper names.
	spellings = map[string]Unit{
		"ms": Milliseconds, "msec": Milliseconds, "millis": Milliseconds,
		"usec": base(seconds, 1e-6), "micros": base(seconds, 1e-6),
		"nsec": base(seconds, 1e-9), "nanos": base(seconds, 1e-9),
		"octets": Bytes, "percentage": Percent, "pct": Percent,
	}

	// vague are words for units that mean one thing here and another there: 1000 or 1024 bytes. What is counted is not said in names.
	vague = set("kilobytes megabytes gigabytes terabytes kb mb gb tb things")

	// amounts are words that may count things or measure in whatever unit.
	amounts = set(`time times duration latency delay wait uptime downtime cpu usage load energy power volume length size amount cost price
		bandwidth traffic throughput io ticks jiffies cycles distance weight memory mem`)

	// transports are what follows bytes in the names of counters of bytes.
	transports = set(`sent received receive transmitted transmit transferred read written in out rx tx uploaded downloaded
		fetched consumed produced ingested processed copied`)

	// statistics may stand behind a unit and leave it as it is.
	statistics = set("max min avg mean median p50 p75 p90 p95 p99 p999")

	// moments stand before time in names of points in time.
	moments = set(`start boot creation expiry expiration modification birth success successful failure failed completion
		reload seen updated update modified`)

	// stocks are what there is, not what happens; with _total behind it a gauge more often than a counter.
	stocks = set(`memory mem swap heap disk disks space storage filesystem size capacity limit limits quota free used usage available avail
		remaining active idle offline online healthy unhealthy nodes node hosts instances servers members replicas cores cpus inodes
		slots vms resource resources availabilities pg pgs pools devices drives drive`)

	// levels end the names of gauges, behind which bytes may stand.
	levels = set("in_flight inflight queue_length queue_depth queue_size backlog lag temperature memory_usage memory_used working_set resident_memory")

	// states are what things are in at the moment; what is in one is a stock, wherever the word stands.
	states = set("pending inflight outstanding backlog running current currently active queued")
)

// set returns the words of a text.
func set(text string) map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(text) {
		words[word] = true
	}
	return words
}

// unitIndex returns where in unitNames a name is, or -1.
func unitIndex(name string) int {
	return slices.IndexFunc(unitNames, func(u unitName) bool { return u.name == name })
}
