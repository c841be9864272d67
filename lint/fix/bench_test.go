package fix_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/promwright/promwright/lint/checks"
	"github.com/promwright/promwright/lint/fix"
)

// BenchmarkRun fixes files with two mistakes in each rule, one of which hides the other.
func BenchmarkRun(b *testing.B) {
	for _, rules := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprintf("%d rules", rules), func(b *testing.B) {
			var source strings.Builder
			source.WriteString("groups:\n- name: g\n  rules:\n")
			for i := range rules {
				fmt.Fprintf(&source, "  - alert: A%d\n    expr: up{n=\"%d\"} == 0 && rate(x[1m]) > %d\n", i, i, i)
			}
			p := project(source.String())
			for b.Loop() {
				result := fix.Run(p, checks.All, fix.Options{})
				edits := 0
				for _, applied := range result.Files[0].Applied {
					edits += len(applied.Edits)
				}
				if edits != 2*rules {
					b.Fatalf("%d edits made, want %d", edits, 2*rules)
				}
			}
		})
	}
}
