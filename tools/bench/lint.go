package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// perFile is how many rules a generated file holds.
const perFile = 100

// lint lints generated rules with every check.
func lint(args []string) error {
	flags, rulelint, runs := newFlags("lint")
	rules := flags.Int("rules", 10_000, "how many rules to lint")
	_ = flags.Parse(args) // exits on an error

	folder, err := os.MkdirTemp("", "bench-lint")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := generate(folder, *rules); err != nil {
		return err
	}
	c, err := median(*runs, *rulelint, []string{"check", folder})
	if err != nil {
		return err
	}
	if c.code > 1 {
		return fmt.Errorf("rulelint ended with exit code %d", c.code)
	}
	fmt.Printf("%d rules in %d files: %.3f s wall, %.3f s CPU, %d MiB peak memory\n",
		*rules, (*rules+perFile-1)/perFile, c.wall.Seconds(), c.cpu.Seconds(), c.peak>>20)
	return nil
}

// generate writes n rules into files of a folder: recording rules, and alerts that read them or metrics.
func generate(folder string, n int) error {
	for first := 0; first < n; first += perFile {
		var text strings.Builder
		fmt.Fprintf(&text, "groups:\n- name: group%d\n  rules:\n", first)
		for i := first; i < min(n, first+perFile); i++ {
			fmt.Fprintf(&text, shapes[i%len(shapes)], i)
		}
		path := filepath.Join(folder, fmt.Sprintf("rules%06d.yaml", first))
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// shapes are rules as people write them; %[1]d makes each different.
var shapes = []string{`
  - record: job:requests%[1]d:rate5m
    expr: sum by (job, instance) (rate(requests%[1]d_total{job!=""}[5m]))
`, `
  - alert: HighErrorRate%[1]d
    expr: |
      sum by (job, instance) (rate(errors%[1]d_total{code=~"5.."}[5m]))
        /
      sum by (job, instance) (rate(requests%[1]d_total[5m])) > 0.05
    for: 10m
    labels:
      severity: critical
    annotations:
      summary: "{{ $labels.job }} fails"
      description: '{{ printf "%%.2f" $value }} of the requests of {{ $labels.instance }} fail.'
`, `
  - alert: DiskFull%[1]d
    expr: node_filesystem_avail_bytes{device="d%[1]d",fstype!=""} / node_filesystem_size_bytes{device="d%[1]d",fstype!=""} * 100 < 10 and node_filesystem_readonly == 0
    for: 30m
    labels:
      severity: warning
    annotations:
      summary: "{{ $labels.mountpoint }} at {{ $labels.instance }} has {{ $value | humanize }}%% left"
`, `
  - alert: Slow%[1]d
    expr: histogram_quantile(0.99, sum by (le, job) (rate(latency%[1]d_seconds_bucket[5m]))) > 0.5
    for: 5m
    annotations:
      summary: "{{ $labels.job }} takes {{ $value | humanizeDuration }}"
`, `
  - alert: Gone%[1]d
    expr: absent(up{job="job%[1]d"})
    for: 5m
    annotations:
      summary: "{{ $labels.job }} is gone"
`}
