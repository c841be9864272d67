package promql_test

import (
	"fmt"
	"time"

	"github.com/promwright/promwright/rules/promql"
)

func Example() {
	var (
		avail    = promql.NewGauge("node_filesystem_avail_bytes", "job", "fstype", "mountpoint")
		size     = promql.NewGauge("node_filesystem_size_bytes", "job", "fstype", "mountpoint")
		readonly = promql.NewGauge("node_filesystem_readonly", "job", "fstype", "mountpoint")
	)
	almostFull := avail.Div(size).Mul(100).Lt(20).And(readonly.Eq(0))
	fmt.Println(almostFull)
	fmt.Println(almostFull.Layout(80))
	// Output:
	// node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 20 and node_filesystem_readonly == 0
	// node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 20
	// and
	// node_filesystem_readonly == 0
}

func ExampleText() {
	down := promql.Text(`100 * (count by ($by) (up == 0) / count by ($by) (up)) > $max`,
		promql.Vars{"by": []string{"job", "namespace", "service"}, "max": 10})
	fmt.Println(down)
	// Output:
	// 100 * (count by (job, namespace, service) (up == 0) / count by (job, namespace, service) (up)) > 10
}

func ExampleCounter_Rate() {
	requests := promql.NewCounter("http_requests_total", "job", "code")
	failed := requests.Where(`code=~"5.."`).Rate(5 * time.Minute)
	all := requests.Rate(5 * time.Minute)
	fmt.Println(promql.Sum(failed, promql.By("job")).Div(promql.Sum(all, promql.By("job"))).Gt(0.01))
	// Output:
	// sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / sum by (job) (rate(http_requests_total[5m])) > 0.01
}

func ExampleOn() {
	cpu := promql.NewGauge("instance:cpu:ratio")
	info := promql.NewGauge("node_uname_info")
	fmt.Println(cpu.MulVector(info, promql.On("instance").GroupLeft("nodename")).Gt(0.9))
	// Output:
	// instance:cpu:ratio * on (instance) group_left (nodename) node_uname_info > 0.9
}

func ExampleScalar() {
	started := promql.NewGauge("process_start_time_seconds")
	expires := promql.NewGauge("probe_ssl_earliest_cert_expiry")
	fmt.Println(promql.Time().Sub(started).Lt(600))
	fmt.Println(expires.SubScalar(promql.Time()).Lt(86400 * 14))
	fmt.Println(promql.Number(1).Sub(promql.NewGauge("availability")).Gt(0.001))
	// Output:
	// time() - process_start_time_seconds < 600
	// probe_ssl_earliest_cert_expiry - time() < 1209600
	// 1 - availability > 0.001
}

func ExampleGauge_With() {
	team := `o'hara "ops"`
	fmt.Println(promql.NewGauge("up").With(promql.Eq("team", team), promql.Match("instance", `db\d+`)))
	// Output:
	// up{team="o'hara \"ops\"",instance=~"db\\d+"}
}

func ExampleErr() {
	var free = promql.NewGauge("disk_free_bytes", "device", "instance")
	e := free.Where(`fstype!="tmpfs"`).Lt(1e9)
	fmt.Println(promql.Err(e))
	// Output:
	// example_test.go:72: promql: Where: disk_free_bytes has no label "fstype", it is declared with device, instance
}

func ExampleHistogram_Quantile() {
	latency := promql.NewHistogram("http_request_duration_seconds")
	fmt.Println(latency.Where(`job="api"`).Quantile(0.99, 5*time.Minute, promql.By("handler")).Above(promql.Milliseconds(500)))
	// Output:
	// histogram_quantile(0.99, sum by (le, handler) (rate(http_request_duration_seconds_bucket{job="api"}[5m]))) > 0.5
}

func ExampleInstant_LabelsFrom() {
	load := promql.NewGauge("node_load1")
	uname := promql.NewInfo("node_uname_info", "instance", "nodename")
	fmt.Println(load.LabelsFrom(uname, promql.On("instance"), "nodename").Gt(16))
	// Output:
	// node_load1 * on (instance) group_left (nodename) node_uname_info > 16
}

func ExampleInstant_Subquery() {
	requests := promql.NewCounter("http_requests_total")
	fmt.Println(promql.MaxOverTime(requests.Rate(5*time.Minute).Subquery(30*time.Minute, time.Minute)))
	// Output:
	// max_over_time(rate(http_requests_total[5m])[30m:1m])
}

func ExampleInstant_Bool() {
	up := promql.NewGauge("up")
	fmt.Println(promql.AvgOverTime(up.Bool().Eq(0).Subquery(time.Hour, promql.DefaultStep)))
	// Output:
	// avg_over_time((up == bool 0)[1h:])
}

func ExampleCounterRange_Raw() {
	errors := promql.NewCounter("errors_total")
	fmt.Println(promql.Changes(errors.Range(time.Hour)))
	fmt.Println(promql.MaxOverTime(errors.Range(time.Hour).Raw()))
	// Output:
	// changes(errors_total[1h])
	// max_over_time(errors_total[1h])
}

func ExampleTopK() {
	memory := promql.NewGauge("process_resident_memory_bytes")
	fmt.Println(promql.TopK(3, memory, promql.By("job")))
	fmt.Println(promql.TopKScalar(promql.ScalarOf(promql.NewGauge("shown")), memory))
	// Output:
	// topk by (job) (3, process_resident_memory_bytes)
	// topk(scalar(shown), process_resident_memory_bytes)
}

func ExampleFeatures() {
	up := promql.NewGauge("up")
	e := promql.Experimental.LimitK(3, up, promql.By("job"))
	fmt.Println(e, promql.Features(e))
	// Output:
	// limitk by (job) (3, up) [promql-experimental-functions]
}

func ExampleInUnits() {
	used := promql.NewGauge("disk_used_percent").Above(promql.Percent(80))
	fmt.Println(used)
	fmt.Println(promql.InUnits(used, func(compared promql.Instant, q promql.Quantity) (promql.Num, error) {
		if compared.String() == "disk_used_percent" {
			return q.In(100), nil
		}
		return q.In(1), nil
	}))
	// Output:
	// disk_used_percent > 0.8
	// disk_used_percent > 80
}
