package report_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "go test ./promtest/report -update writes it")
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got), go test ./promtest/report -update rewrites it:\n%s", path, diff)
	}
}

// spans makes spans of a sketch: one character per step, blank, · ▒ or █.
func spans(sketch string) []report.Span {
	var out []report.Span
	for i, c := range []rune(sketch) {
		state := map[rune]report.State{' ': report.Open, '·': report.Inactive, '▒': report.Pending, '█': report.Firing}[c]
		if n := len(out); n > 0 && out[n-1].State == state {
			out[n-1].To++
			continue
		}
		out = append(out, report.Span{State: state, From: i, To: i + 1})
	}
	return out
}

var rep = strings.Repeat

// disk is a test of two hours whose alert comes five minutes late.
func disk() *report.Result {
	full := &report.Alert{
		Name:   "NodeFilesystemAlmostOutOfSpace-20",
		Labels: map[string]string{"instance": "a:9100", "mountpoint": "/"},
		For:    15 * time.Minute,
		Want:   spans(rep("·", 30) + rep("▒", 10) + rep("█", 81)),
		Got:    spans(rep("·", 30) + rep("▒", 15) + rep("█", 76)),
	}
	return &report.Result{Name: "disk", Interval: time.Minute, Steps: 121, Assertions: make([]report.Assertion, 3), Alerts: []*report.Alert{full}, Failures: []report.Failure{
		{Message: "firing late", Alerts: []*report.Alert{full}, Step: 40, Because: []report.Value{{Step: 40, Text: "15 < 20 and 0 == 0, since 30m"}}},
		{Message: "pending", Alerts: []*report.Alert{full}, Step: 40, Because: []report.Value{{Step: 45, Text: "15 < 20 and 0 == 0, since 30m"}, {Step: 40, Text: "the same"}}},
	}}
}

// results are the pictures that a person may get to see.
var results = map[string]func() *report.Result{
	"late": disk,
	"labels": func() *report.Result { // no instance has the labels that are wanted
		r := disk()
		never := &report.Alert{Name: "NodeFilesystemAlmostOutOfSpace-20", Labels: map[string]string{"severity": "critical"}, For: 15 * time.Minute,
			Want: spans(rep(" ", 60) + rep("█", 61))}
		r.Failures = []report.Failure{{Alerts: []*report.Alert{never, r.Alerts[0]}, Step: 60}}
		return r
	},
	"samples": func() *report.Result {
		return &report.Result{Name: "samples", Interval: time.Minute, Steps: 11, Failures: []report.Failure{
			{Where: "tests.yaml:12:7", Message: `sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) at 10m: want 2 samples, got 1`, Want: []string{`{job="api"} 3`, `{job="web"} 1`}, Got: []string{`{job="api"} 2.9999999999999996`}},
			{Where: "tests.yaml:15:7", Message: "up at 10m: want 0 samples, got 1", Got: []string{`up{instance="a-rather-long-name-of-a-host.example.com:9100", job="node"} 1`}},
		}}
	},
	"instant": func() *report.Result {
		r := disk()
		other := &report.Alert{Name: "NodeFilesystemAlmostOutOfSpace-20", Labels: map[string]string{"instance": "b:9100"}, Got: spans(rep("·", 100) + rep("▒", 10) + rep("·", 11))}
		r.Failures = []report.Failure{{
			Where: "tests.yaml:20:7", Message: "NodeFilesystemAlmostOutOfSpace-20 at 1h55m: want 1 firing, got 1 with other annotations", Step: 115, Alerts: []*report.Alert{r.Alerts[0], other},
			Because: []report.Value{{Step: 115, Text: "15 < 20, since 30m"}},
			Want:    []string{`{instance="a:9100", mountpoint="/"}` + "\nsummary: / is full"}, Got: []string{`{instance="a:9100", mountpoint="/"}` + "\nsummary: / at a:9100 is almost full, it has 15% left and will be full within the hour"},
		}}
		return r
	},
	"many": func() *report.Result { // more instances than are drawn
		r := disk()
		for range 9 {
			r.Failures[0].Alerts = append(r.Failures[0].Alerts, &report.Alert{Name: "X", Labels: map[string]string{"pod": "p"}, Got: spans(rep("·", 121))})
		}
		return r
	},
	"flapping": func() *report.Result {
		a := &report.Alert{Name: "Flapping", Got: spans(rep("·▒█", 20)), Want: spans(rep("·", 60)), KeepFiringFor: 90 * time.Second}
		return &report.Result{Interval: 15 * time.Second, Steps: 60, Failures: []report.Failure{{Alerts: []*report.Alert{a}}}}
	},
	"three steps": func() *report.Result {
		a := &report.Alert{Name: "Short", Got: spans("·▒█"), Want: spans("··█")}
		return &report.Result{Interval: 5 * time.Minute, Steps: 3, Failures: []report.Failure{{Alerts: []*report.Alert{a}}}}
	},
	"a month": func() *report.Result {
		a := &report.Alert{Name: "Budget", Labels: map[string]string{"slo": "checkout"}, Got: spans(rep("·", 8000) + rep("█", 640)), Want: spans(rep("·", 8001) + rep("█", 639))}
		return &report.Result{Interval: 5 * time.Minute, Steps: 8640, Failures: []report.Failure{{Step: 8000, Alerts: []*report.Alert{a}, Because: []report.Value{{Step: 8000, Text: "0.0125 > 0.012"}}}}}
	},
	"centuries": func() *report.Result { // as long as a Duration can be
		a := &report.Alert{Name: "Slow", Got: spans("·▒█████"), Want: spans("··█████")}
		return &report.Result{Interval: 41 * 365 * 24 * time.Hour, Steps: 7, Failures: []report.Failure{{Alerts: []*report.Alert{a}}}}
	},
	"rule error": func() *report.Result {
		return &report.Result{Interval: time.Minute, Steps: 3, Failures: []report.Failure{{Where: "rules.yaml:3:5", Message: "rule Down cannot be evaluated at 0m: many-to-many matching not allowed: matching labels must be unique on one side"}}}
	},
}

func TestText(t *testing.T) {
	for name, result := range results {
		for width, size := range map[int]string{80: "80", 40: "40"} {
			t.Run(name+" "+size, func(t *testing.T) {
				var out bytes.Buffer
				require.NoError(t, report.Text(&out, result(), report.Options{Width: width}))
				golden(t, strings.ReplaceAll(name, " ", "-")+"."+size+".txt", out.Bytes())
				fits(t, out.String(), width)
			})
		}
	}
}

// fits checks that no line is longer than the terminal is wide.
func fits(t *testing.T, text string, width int) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		require.LessOrEqual(t, runewidth.StringWidth(line), width, line)
		require.Equal(t, strings.TrimRight(line, " "), line)
	}
}

func TestEveryWidthFits(t *testing.T) {
	for width := 32; width < 130; width++ {
		for _, result := range results {
			var out bytes.Buffer
			require.NoError(t, report.Text(&out, result(), report.Options{Width: width}))
			require.NoError(t, report.Timelines(&out, result(), report.Options{Width: width}))
			fits(t, out.String(), width)
		}
	}
}

func TestColorAddsNothingButEscapes(t *testing.T) {
	for name, result := range results {
		var plain, colored bytes.Buffer
		require.NoError(t, report.Text(&plain, result(), report.Options{Width: 80}))
		require.NoError(t, report.Text(&colored, result(), report.Options{Width: 80, Color: true}))
		var text strings.Builder
		for rest := colored.String(); rest != ""; {
			escape := strings.Index(rest, "\x1b[")
			if escape < 0 {
				text.WriteString(rest)
				break
			}
			text.WriteString(rest[:escape])
			rest = rest[escape+strings.IndexByte(rest[escape:], 'm')+1:]
		}
		strip := func(s string) string { return strings.ReplaceAll(s, " ", "") } // ends of lines are trimmed before colour
		require.Equal(t, strip(plain.String()), strip(text.String()), name)
	}
}

func TestTimelines(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, report.Timelines(&out, disk(), report.Options{Width: 80}))
	require.NoError(t, report.Timelines(&out, &report.Result{Name: "quiet", Steps: 1, Interval: time.Minute}, report.Options{Width: 80}))
	golden(t, "timelines.txt", out.Bytes())
}

func TestFiles(t *testing.T) {
	passed := disk()
	passed.Name, passed.Failures = "all is well", nil
	failed := disk()
	failed.Where = "tests/disk.yaml:7:5"
	files := []*report.File{
		{Path: "tests/up.yaml", Results: []*report.Result{passed}, Skipped: make([]report.Skipped, 2), Warnings: []string{"tests/up.yaml:3:1: values end with a line break"}},
		{Path: "tests/disk.yaml", Results: []*report.Result{passed, failed}},
		{Path: "tests/broken.yaml", Errors: []error{errors.New("tests/broken.yaml:1:1: not YAML"), errors.New("tests/broken.yaml:2:1: unknown field")}},
	}
	for name, o := range map[string]report.Options{"files.txt": {Width: 80}, "files-verbose.txt": {Width: 80, Verbose: true}} {
		var out bytes.Buffer
		require.NoError(t, report.Files(&out, files, o))
		golden(t, name, out.Bytes())
	}
	require.Equal(t, report.Count{Files: 3, Broken: 1, Tests: 3, Failed: 1, Skipped: 2}, report.Tally(files))
	require.True(t, files[0].Passed())
	require.False(t, files[1].Passed())
	require.False(t, files[2].Passed())
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	_, w := io.Pipe()
	require.NoError(t, w.Close())
	require.Error(t, report.Text(w, disk(), report.Options{}))
	require.Error(t, report.Timelines(w, disk(), report.Options{}))
	require.Error(t, report.Files(w, nil, report.Options{}))
}

func TestWords(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"0m": 0, "45s": 45 * time.Second, "1h30m": 90 * time.Minute, "2d": 48 * time.Hour, "1d1h": 25 * time.Hour,
		"-5m": -5 * time.Minute, "250ms": 250 * time.Millisecond, "1s5ns": time.Second + 5,
	} {
		require.Equal(t, want, report.Time(d))
	}
	require.Equal(t, "from 5m", report.Stretch(5*time.Minute, 0))
	require.Equal(t, "5m to 1h", report.Stretch(5*time.Minute, time.Hour))
	for want, v := range map[string]float64{"15": 15, "-3": -3, "107374182400": 1 << 30 * 100, "0.25": 0.25, "0.333333": 1.0 / 3, "1e+20": 1e20} {
		require.Equal(t, want, report.Number(v))
	}
	require.Equal(t, "", report.Labels(nil))
	require.Equal(t, `{a="b\"c", d="e"}`, report.Labels(map[string]string{"d": "e", "a": `b"c`}))
}
