package promql_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/promwright/promwright/rules/promql"
)

func TestSmoke(t *testing.T) {
	m := `job="node-exporter",fstype!=""`
	a := promql.NewGauge("node_filesystem_avail_bytes", "job", "fstype").Where(m)
	s := promql.NewGauge("node_filesystem_size_bytes").Where(m)
	r := promql.NewGauge("node_filesystem_readonly").Where(m)
	w := promql.NewCounter("node_disk_writes_completed_total")
	wt := promql.NewCounter("node_disk_write_time_seconds_total")
	up := promql.NewGauge("up")
	by := promql.By("job", "namespace", "service")
	for _, e := range []promql.Expr{
		a.Div(s).Mul(100).Lt(20).And(r.Eq(0)),
		wt.Rate(time.Minute).Div(w.Rate(time.Minute)).Gt(0.1).And(w.Rate(time.Minute).Gt(0)),
		promql.Number(100).MulVector(promql.Count(up.Eq(0), by).Div(promql.Count(up, by))).Gt(10),
		promql.Text(`100 * (count by ($by) (up == 0) / count by ($by) (up)) > $max`, promql.Vars{"by": []string{"job", "namespace", "service"}, "max": 10}),
		promql.Text(`$a * $b`, promql.Vars{"a": up.AddNum(1), "b": up.Mul(2)}),
		a.Where(`foo="x"`).Div(promql.Instant{}).And(nil),
		promql.Text("sum(up"), promql.Text("up[5m]"),
		promql.NewGauge(`up{a="b"}`).Where("a=b"),
	} {
		fmt.Println(e)
		fmt.Println(e.Layout(60))
		fmt.Println(promql.Err(e))
	}
}
