package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// perFile is how many rules a generated file holds.
const perFile = 100

// lint lints generated rules with every check, in projects of several sizes.
func lint(args []string) error {
	flags, rulelint, runs := newFlags("lint")
	sizes := flags.String("rules", "1000,10000,100000", "how many rules to lint, comma-separated")
	_ = flags.Parse(args) // exits on an error

	var smallest cost
	first := 0
	fmt.Printf("%10s %7s %10s %10s %14s %12s\n", "rules", "files", "wall", "CPU", "CPU per rule", "peak memory")
	for size := range strings.SplitSeq(*sizes, ",") {
		rules, err := strconv.Atoi(size)
		if err != nil || rules < 1 {
			return fmt.Errorf("-rules %q: allowed are numbers from 1 on", size)
		}
		if rules >= 100_000 {
			*runs = 1 // of a long run, one is enough
		}
		c, err := lintGenerated(*rulelint, rules, *runs)
		if err != nil {
			return err
		}
		fmt.Printf("%10d %7d %8.3f s %8.3f s %11.0f us %8d MiB", rules, (rules+perFile-1)/perFile, c.wall.Seconds(), c.cpu.Seconds(),
			float64(c.cpu.Microseconds())/float64(rules), c.peak>>20)
		if first == 0 {
			first, smallest = rules, c
		} else {
			fmt.Printf("   %.0fx the rules: %.1fx the CPU, %.1fx the memory",
				float64(rules)/float64(first), float64(c.cpu)/float64(smallest.cpu), float64(c.peak)/float64(max(smallest.peak, 1)))
		}
		fmt.Println()
	}
	return profile(*rulelint, 10_000)
}

// lintGenerated returns what it costs to lint so many rules.
func lintGenerated(rulelint string, rules, runs int) (cost, error) {
	folder, err := os.MkdirTemp("", "bench-lint")
	if err != nil {
		return cost{}, err
	}
	defer os.RemoveAll(folder)
	if err := generate(folder, rules); err != nil {
		return cost{}, err
	}
	c, err := median(runs, rulelint, []string{"check", folder})
	if err == nil && c.code > 1 {
		err = fmt.Errorf("rulelint ended with exit code %d", c.code)
	}
	return c, err
}

// profile prints what a run over so many rules spends its time on, the most first.
func profile(rulelint string, rules int) error {
	folder, err := os.MkdirTemp("", "bench-lint")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := generate(folder, rules); err != nil {
		return err
	}
	var table bytes.Buffer
	command := exec.Command(rulelint, "check", "--timing", folder)
	command.Stderr = &table
	if err := command.Run(); command.ProcessState == nil {
		return fmt.Errorf("%s: %w", rulelint, err)
	}
	fmt.Printf("\nwall time by check, %d rules:\n%s", rules, table.String())
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
