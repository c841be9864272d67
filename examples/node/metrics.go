// Package node holds the alerts on machines: filesystems, disks, CPUs, scrape targets.
package node

import "github.com/promwright/promwright/rules/promql"

// The metrics that the alerts read, with the labels they carry.
var (
	fsAvail    = filesystem("node_filesystem_avail_bytes")
	fsSize     = filesystem("node_filesystem_size_bytes")
	fsReadonly = filesystem("node_filesystem_readonly")

	diskWrites    = promql.NewCounter("node_disk_writes_completed_total", "instance", "job", "device")
	diskWriteTime = promql.NewCounter("node_disk_write_time_seconds_total", "instance", "job", "device")

	cpuTime = promql.NewCounter("node_cpu_seconds_total", "instance", "job", "cpu", "mode")
)

// filesystem declares a metric of node_exporter's filesystem collector, without the mounts that have no type.
func filesystem(name string) promql.Gauge {
	return promql.NewGauge(name, "instance", "job", "device", "fstype", "mountpoint").
		Where(`job="node-exporter", fstype!=""`)
}
