package rulegen

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// promtool returns the promtool that PROMTOOL names, or the one on PATH.
func promtool(t *testing.T) string {
	name := os.Getenv("PROMTOOL")
	if name == "" {
		name = "promtool"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no promtool: set PROMTOOL or build it with: go -C tools/promtool build -o promtool tool; export PROMTOOL=$PWD/tools/promtool/promtool (%v)", err)
	}
	version, err := exec.Command(path, "--version").CombinedOutput()
	require.NoError(t, err)
	t.Logf("%s: %s", path, strings.SplitN(string(version), "\n", 2)[0])
	return path
}

// TestPromtool asserts that promtool finds the rule files of testdata valid.
func TestPromtool(t *testing.T) {
	promtool := promtool(t)
	files := map[string]string{"rulefile-node.yaml": "SUCCESS: 3 rules found", "rulefile-traps.yaml": "SUCCESS: 4 rules found", "rulefile-random.yaml": "SUCCESS: 47 rules found"}
	if old, err := exec.Command(promtool, "--version").CombinedOutput(); err == nil && strings.Contains(string(old), "version 2.") {
		delete(files, "rulefile-traps.yaml") // they need labels of groups, which came with 3.0
		delete(files, "rulefile-random.yaml")
	}
	for file, want := range files {
		t.Run(file, func(t *testing.T) {
			out, err := exec.Command(promtool, "check", "rules", "--lint-fatal", filepath.Join("testdata", file)).CombinedOutput()
			require.NoError(t, err, "%s", out)
			require.Contains(t, string(out), want)
		})
	}
}
