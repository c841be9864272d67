package rules_test

import (
	"fmt"
	"testing/fstest"
	"time"

	"github.com/promwright/promwright/rules"
)

// Alerts that someone else wrote are changed in Go, and stay as they are otherwise.
func ExampleLoad() {
	published := fstest.MapFS{"disks.yaml": {Data: []byte(`
groups:
- name: disks
  rules:
  - alert: DiskFull
    expr: |
      disk_free / disk_size < 0.05  # of any disk
      and disk_readonly == 0
    for: 30m
    annotations: {summary: Less than 5% left for 30 minutes.}
`)}}
	set := rules.Load(published, "*.yaml") // os.DirFS("vendor"), or an embed.FS
	set.Alert("DiskFull").Threshold(0.08).For(10 * time.Minute).Severity(rules.Critical)
	set.Rules().Where(`cluster="prod"`)

	groups, err := set.Plain()
	rule := groups[0].Rules[0]
	fmt.Printf("%v\n%s%s, %s\n%s\n", err, rule.Expr, rule.For, rule.Labels["severity"], rule.Annotations["summary"])
	// Output:
	// <nil>
	// disk_free{cluster="prod"} / disk_size{cluster="prod"} < 0.08  # of any disk
	// and disk_readonly{cluster="prod"} == 0
	// 10m0s, critical
	// Less than 8% left for 10 minutes.
}

// A change that finds nothing is an error, as is one that finds two alerts where one is meant.
func ExampleLoaded_Alert() {
	published := fstest.MapFS{"disks.yaml": {Data: []byte(`
groups:
- name: disks
  rules:
  - {alert: DiskFull, expr: disk_free < 100, labels: {severity: warning}}
  - {alert: DiskFull, expr: disk_free < 10, labels: {severity: critical}}
`)}}
	set := rules.Load(published, "*.yaml")
	set.Alert("DiskFul").Drop()
	set.Alert("DiskFull").Threshold(20)
	_, err := set.Plain()
	fmt.Println(err)
	// Output:
	// example_load_test.go:49: rules: no alert DiskFul; did you mean DiskFull?
	// example_load_test.go:50: rules: 2 rules match alert DiskFull, want 1: {__group__="disks", severity="warning"} at disks.yaml:5:5; {__group__="disks", severity="critical"} at disks.yaml:6:5
}
