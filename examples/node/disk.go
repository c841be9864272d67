package node

import (
	"time"

	"github.com/promwright/promwright/rules"
)

// DiskWriteLatency fires when a write takes more than 100 ms on average. Without the second operand it
// would fire while no write completes, as time/0 is infinite.
var DiskWriteLatency = rules.Alert{
	Name: "HostUnusualDiskWriteLatency",
	Expr: diskWriteTime.Rate(time.Minute).Div(diskWrites.Rate(time.Minute)).Gt(0.1).
		And(diskWrites.Rate(time.Minute).Gt(0)),
	For:         2 * time.Minute,
	Severity:    rules.Warning,
	Summary:     "Disk writes are slow.",
	Description: "Writes to {{ $labels.device }} at {{ $labels.instance }} take {{ $value | humanizeDuration }}.",
}
