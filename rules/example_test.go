package rules_test

import (
	"fmt"
	"time"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

func ExampleAlert() {
	avail := promql.NewGauge("node_filesystem_avail_bytes", "instance", "mountpoint", "fstype")
	size := promql.NewGauge("node_filesystem_size_bytes", "instance", "mountpoint", "fstype")
	almostFull := rules.Alert{
		Name:        "NodeFilesystemAlmostOutOfSpace",
		Expr:        avail.Div(size).Mul(100).Lt(20),
		For:         10 * time.Minute,
		Severity:    rules.Warning,
		Summary:     "Filesystem has less than 20% space left.",
		Description: `{{ $labels.mountpoint }} at {{ $labels.instance }} has {{ printf "%.2f" $value }}% left.`,
	}
	groups, err := rules.Group{Name: "node", Rules: []rules.Rule{almostFull}}.Plain()
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := groups[0].Rules[0]
	fmt.Println(rule.Alert, rule.For, rule.Labels)
	fmt.Println(rule.Expr)
	// Output:
	// NodeFilesystemAlmostOutOfSpace 10m0s map[severity:warning]
	// node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 20
}

func ExampleRecording_Metric() {
	errorRatio := rules.Recording{
		Name: "job:http_errors:ratio5m",
		Expr: promql.Text(`sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
/
sum by (job) (rate(http_requests_total[5m]))`),
	}
	manyErrors := rules.Alert{
		Name: "ManyErrors",
		Expr: errorRatio.Metric().Gt(0.01),
		For:  5 * time.Minute,
	}
	groups, err := rules.Group{Name: "http", Rules: []rules.Rule{errorRatio, manyErrors}}.Plain()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range groups[0].Rules {
		fmt.Printf("%s:\n%s\n", rule.Name(), rule.Expr)
	}
	// Output:
	// job:http_errors:ratio5m:
	// sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
	// /
	// sum by (job) (rate(http_requests_total[5m]))
	// ManyErrors:
	// job:http_errors:ratio5m > 0.01
}

func ExampleLadder() {
	avail := promql.NewGauge("node_filesystem_avail_bytes", "instance", "mountpoint")
	size := promql.NewGauge("node_filesystem_size_bytes", "instance", "mountpoint")
	filesystem := rules.Ladder{
		Alert: rules.Alert{
			Name:    "FilesystemFillingUp",
			Expr:    avail.Div(size).Mul(100),
			Summary: "Filesystem has less than <threshold>% space left.",
		},
		Below: []rules.Step{
			{At: 20, Severity: rules.Warning, For: 30 * time.Minute},
			{At: 5, Severity: rules.Critical, For: 5 * time.Minute},
		},
	}
	groups, err := rules.Group{Name: "node", Rules: []rules.Rule{filesystem}}.Plain()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range groups[0].Rules {
		fmt.Println(rule.Labels["severity"], rule.Expr, rule.For, rule.Annotations["summary"])
	}
	inhibitions, err := filesystem.Inhibitions()
	fmt.Println(inhibitions, err)
	// Output:
	// warning node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 20 30m0s Filesystem has less than 20% space left.
	// critical node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 5 5m0s Filesystem has less than 5% space left.
	// [{[alertname="FilesystemFillingUp" severity="critical"] [alertname="FilesystemFillingUp" severity="warning"] [instance mountpoint]}] <nil>
}
