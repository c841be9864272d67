package metrics_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics"
)

// TestWellKnown holds facts of the catalogue that checks were built on.
func TestWellKnown(t *testing.T) {
	inf := math.Inf(1)
	yes := [2]float64{0, 1}
	from0 := [2]float64{0, inf}
	any := [2]float64{-inf, inf}
	tests := map[string]struct {
		kind   metrics.Type
		unit   string
		labels string
		bounds [2]float64
	}{
		"up":                                         {metrics.Gauge, "", "", yes},
		"ALERTS":                                     {metrics.Gauge, "", "alertname alertstate=firing|pending ...", [2]float64{1, 1}},
		"scrape_samples_scraped":                     {metrics.Gauge, "things", "", from0},
		"process_cpu_seconds_total":                  {metrics.Counter, "seconds", "", from0},
		"process_start_time_seconds":                 {metrics.Gauge, "seconds", "", from0},
		"go_goroutines":                              {metrics.Gauge, "things", "", [2]float64{1, inf}},
		"node_load1":                                 {metrics.Gauge, "", "", from0},
		"node_memory_MemTotal_bytes":                 {metrics.Gauge, "bytes", "", [2]float64{1, inf}},
		"node_cpu_seconds_total":                     {metrics.Counter, "seconds", "cpu mode=idle|interrupt|iowait|irq|nice|softirq|steal|system|user", from0},
		"node_filesystem_size_bytes":                 {metrics.Gauge, "bytes", "device device_error fstype mountpoint", from0},
		"node_filesystem_readonly":                   {metrics.Gauge, "", "device device_error fstype mountpoint", yes},
		"node_netstat_Tcp_RetransSegs":               {metrics.Counter, "things", "", from0},
		"node_netstat_IpExt_InOctets":                {metrics.Counter, "bytes", "", from0},
		"node_netstat_Tcp_CurrEstab":                 {metrics.Gauge, "things", "", from0},
		"node_vmstat_pgmajfault":                     {metrics.Counter, "", "", from0},
		"node_network_speed_bytes":                   {metrics.Gauge, "bytes per second", "device", any},
		"node_systemd_unit_state":                    {metrics.Gauge, "", "name state=activating|active|deactivating|failed|inactive type", yes},
		"node_md_disks":                              {metrics.Gauge, "things", "device state=active|failed|spare", from0},
		"node_uname_info":                            {metrics.Info, "", "domainname machine nodename release sysname version", [2]float64{1, 1}},
		"kube_pod_status_phase":                      {metrics.Gauge, "", "namespace phase=Failed|Pending|Running|Succeeded|Unknown pod uid", yes},
		"kube_node_status_condition":                 {metrics.Gauge, "", "condition node status=false|true|unknown", yes},
		"kube_deployment_spec_replicas":              {metrics.Gauge, "things", "deployment namespace", from0},
		"kube_job_status_completion_time":            {metrics.Gauge, "seconds", "job_name namespace", from0},
		"kube_pod_container_status_restarts_total":   {metrics.Counter, "things", "container namespace pod uid", from0},
		"kube_pod_labels":                            {metrics.Gauge, "", "namespace pod uid ...", [2]float64{1, 1}},
		"kubelet_volume_stats_available_bytes":       {metrics.Gauge, "bytes", "namespace persistentvolumeclaim", from0},
		"container_fs_inodes_total":                  {metrics.Gauge, "things", "container device id image name namespace pod ...", from0},
		"container_memory_working_set_bytes":         {metrics.Gauge, "bytes", "container id image name namespace pod ...", from0},
		"machine_cpu_cores":                          {metrics.Gauge, "things", "boot_id machine_id system_uuid", [2]float64{1, inf}},
		"apiserver_request_total":                    {metrics.Counter, "things", "code component dry_run group resource scope subresource verb version", from0},
		"apiserver_request_duration_seconds":         {metrics.Histogram, "seconds", "component dry_run group resource scope subresource verb version", from0},
		"apiserver_current_inflight_requests":        {metrics.Gauge, "things", "request_kind=mutating|readOnly", from0},
		"workqueue_depth":                            {metrics.Gauge, "things", "name", from0},
		"etcd_server_has_leader":                     {metrics.Gauge, "", "", yes},
		"etcd_disk_wal_fsync_duration_seconds":       {metrics.Histogram, "seconds", "", from0},
		"etcd_server_proposals_committed_total":      {metrics.Counter, "things", "", from0},
		"coredns_dns_request_duration_seconds":       {metrics.Histogram, "seconds", "server type view zone", from0},
		"prometheus_notifications_queue_capacity":    {metrics.Gauge, "things", "", from0},
		"prometheus_tsdb_head_max_time":              {metrics.Gauge, "milliseconds", "", any},
		"prometheus_remote_storage_samples_pending":  {metrics.Gauge, "things", "remote_name url", from0},
		"prometheus_operator_reconcile_errors_total": {metrics.Counter, "things", "controller", from0},
		"alertmanager_notifications_failed_total":    {metrics.Counter, "things", "integration reason receiver_name", from0},
		"alertmanager_alerts":                        {metrics.Gauge, "things", "state=active|suppressed|unprocessed", from0},
		"probe_ssl_earliest_cert_expiry":             {metrics.Gauge, "seconds", "", any},
		"probe_success":                              {metrics.Gauge, "", "", yes},
		"redis_memory_max_bytes":                     {metrics.Gauge, "bytes", "", from0},
		"mysql_global_status_slow_queries":           {metrics.Counter, "things", "", from0},
		"mysql_global_variables_max_connections":     {metrics.Gauge, "things", "", [2]float64{1, inf}},
		"pg_settings_max_connections":                {metrics.Gauge, "things", "server", [2]float64{1, inf}},
		"pg_stat_database_deadlocks":                 {metrics.Counter, "things", "datid datname server", from0},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			s := metrics.Default().Series(name)
			require.Equal(t, metrics.Catalogue, s.Source.Kind)
			require.Equal(t, want.kind, s.Type)
			require.Equal(t, want.unit, s.Unit.String())
			require.Equal(t, want.labels, labels(s))
			require.Equal(t, want.bounds, [2]float64{s.Min, s.Max})
		})
	}
	for _, name := range []string{
		"process_start_time_seconds", "node_boot_time_seconds", "node_time_seconds", "kube_pod_created", "kube_job_status_completion_time",
		"probe_ssl_earliest_cert_expiry", "prometheus_tsdb_head_max_time", "container_last_seen", "ALERTS_FOR_STATE",
		"prometheus_config_last_reload_success_timestamp_seconds", "node_textfile_mtime_seconds",
	} {
		require.True(t, metrics.Default().Series(name).Timestamp, name)
	}
}

// labels returns the labels of series as text; dots if there may be others.
func labels(s metrics.Series) string {
	var words []string
	for _, l := range s.Labels {
		word := l.Name
		if len(l.Values) > 0 {
			word += "=" + strings.Join(l.Values, "|")
		}
		words = append(words, word)
	}
	if !s.Closed {
		words = append(words, "...")
	}
	return strings.Join(words, " ")
}
