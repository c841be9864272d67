package rulegen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// TestChangedPublishedRules changes kube-prometheus' own rules, and asserts that what is generated differs in these changes and in nothing else.
func TestChangedPublishedRules(t *testing.T) {
	dir := filepath.FromSlash("../../shared/corpus/rules/kube-prometheus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no rules of kube-prometheus beside the repository")
	}
	load := func() *rules.Loaded { return rules.Load(os.DirFS(dir), "*-prometheusRule.yaml") }
	changed := load()
	changed.Alert("NodeFilesystemAlmostOutOfSpace", `severity="warning"`).Threshold(10)
	changed.Alert("NodeFilesystemAlmostOutOfSpace", `severity="critical"`).Threshold(8).For(10 * time.Minute)
	changed.Alert("InfoInhibitor").Drop()

	const disk = `node_filesystem_avail_bytes{job="node-exporter",fstype!="",mountpoint!=""} / node_filesystem_size_bytes{job="node-exporter",fstype!="",mountpoint!=""} * 100 < `
	want := []string{
		"- " + disk + "5", "+ " + disk + "10",
		"- summary: Filesystem has less than 5% space left.", "+ summary: Filesystem has less than 10% space left.",
		"- " + disk + "3", "+ " + disk + "8",
		"- for: 30m", "+ for: 10m",
		"- summary: Filesystem has less than 3% space left.", "+ summary: Filesystem has less than 8% space left.",
	}
	tests := map[string]Target{
		"as a PrometheusRule":      PrometheusRule{Name: "kube-prometheus", Release: "kps", SplitAt: 256 << 10},
		"as the values of a chart": HelmValues{Key: "kube-prometheus", SplitAt: 256 << 10},
		"as a rule file":           RuleFile{},
	}
	for name, target := range tests {
		t.Run(name, func(t *testing.T) {
			before, err := File{Path: "rules.yaml", Target: target, Rules: load()}.Generate()
			require.NoError(t, err)
			after, err := File{Path: "rules.yaml", Target: target, Rules: changed}.Generate()
			require.NoError(t, err)
			require.Equal(t, want, differing(t, without(t, string(before), "InfoInhibitor"), string(after)))
		})
	}
}

// without returns generated rules without the lines of an alert.
func without(t *testing.T, content, alert string) string {
	t.Helper()
	head, rest, ok := strings.Cut(content, "- alert: "+alert+"\n")
	require.True(t, ok)
	start := strings.LastIndexByte(head, '\n') + 1
	indent := head[start:]
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, indent+" ") && strings.TrimSpace(line) != "" {
			break
		}
		rest = rest[len(line):]
	}
	return head[:start] + rest
}

// differing returns the lines in which two texts of as many lines differ, without their indentation.
func differing(t *testing.T, before, after string) []string {
	t.Helper()
	old, changed := strings.Split(before, "\n"), strings.Split(after, "\n")
	require.Len(t, changed, len(old))
	var lines []string
	for i := range old {
		if old[i] != changed[i] {
			lines = append(lines, "- "+strings.TrimSpace(old[i]), "+ "+strings.TrimSpace(changed[i]))
		}
	}
	return lines
}
