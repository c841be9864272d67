package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFullDisk changes a file on a disk that has no room for another one. It needs root, who may mount such a disk.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=8k"); err != nil {
		t.Skipf("a small disk cannot be mounted: %v", err)
	}
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(disk, 0)) })
	path := filepath.Join(disk, "a.yaml")
	source := "groups:\n- name: g\n  rules:\n" + strings.Repeat("  - alert: A\n    expr: up{a=\"b\"} == 0 and   rate(x[1m]) > 0\n", 100)
	require.NoError(t, os.WriteFile(path, []byte(source), 0o644))

	tests := map[string]struct {
		args []string
		said string
	}{
		"fix":         {[]string{"fix", path}, "rulelint: fix: " + path + ": not written: "},
		"check --fix": {[]string{"check", "--fix", path}, "rulelint: fix: " + path + ": not written: "},
		"fmt":         {[]string{"fmt", path}, "rulelint: " + path + ": "},
		"an output":   {[]string{"check", "--output", "sarif=" + filepath.Join(disk, "out"), path}, "rulelint: --output sarif=" + filepath.Join(disk, "out") + ": "},
		"a baseline":  {[]string{"check", "--write-baseline", filepath.Join(disk, "known"), path}, "rulelint: --write-baseline " + filepath.Join(disk, "known") + ": "},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			require.Equal(t, ExitFailed, Main(test.args, nil, &stdout, &stderr), "%s", &stderr)
			require.Contains(t, stderr.String(), test.said)
			require.Contains(t, stderr.String(), "no space left on device")
			if name == "fix" {
				require.Equal(t, "99 findings left in 100 rules, 1 file; 1 file not written\n", stdout.String())
			}
			now, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, source, string(now))
			entries, err := os.ReadDir(disk)
			require.NoError(t, err)
			require.Len(t, entries, 1, "nothing else is left")
		})
	}
}
