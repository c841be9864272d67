package gitrev

import (
	"strings"
	"testing"
)

// FuzzDiff asserts that no text that claims to be a diff is more than an error.
func FuzzDiff(f *testing.F) {
	f.Add("+++ b/a.yaml\n@@ -1,2 +1 @@\n-a\n-b\n+c\n\\ No newline at end of file\n")
	f.Add("+++ \"b/\\303\\274\\\"\"\t\n@@ -0,0 +1,99999999999999999999 @@\n")
	f.Fuzz(func(t *testing.T, diff string) {
		c := Changes{hunks: map[string][]hunk{}}
		_ = c.parse(strings.NewReader(diff))
		for path, hunks := range c.hunks {
			for _, h := range hunks {
				if h.lines > 0 && !h.touches(h.from, h.from) {
					t.Errorf("%q: %+v does not touch its own first line", path, h)
				}
			}
		}
	})
}
