package fix_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/promwright/promwright/lint/checks"
	"github.com/promwright/promwright/lint/fix"
)

// BenchmarkRun fixes files with two mistakes in each rule, one of which hides the other. A string that holds the rules of a file
// takes longer than the file, but no longer for each rule where there are more.
func BenchmarkRun(b *testing.B) {
	wrappers := map[string]func(rules string) string{
		"file": func(rules string) string { return rules },
		"block in a ConfigMap": func(rules string) string {
			return "kind: ConfigMap\ndata:\n  a.yaml: |\n    " + strings.ReplaceAll(rules, "\n", "\n    ")
		},
		"line in a ConfigMap": func(rules string) string {
			text, err := json.Marshal(rules)
			if err != nil {
				b.Fatal(err)
			}
			return `{"kind":"ConfigMap","data":{"a.yaml":` + string(text) + `}}`
		},
	}
	for _, wrapper := range slices.Sorted(maps.Keys(wrappers)) {
		for _, rules := range []int{100, 1000, 10000} {
			b.Run(fmt.Sprintf("%s/%d rules", wrapper, rules), func(b *testing.B) {
				benchmarkRun(b, wrappers[wrapper](twoMistakes(rules)), rules)
			})
		}
	}
}

// twoMistakes returns a rule file.
func twoMistakes(rules int) string {
	var source strings.Builder
	source.WriteString("groups:\n- name: g\n  rules:\n")
	for i := range rules {
		fmt.Fprintf(&source, "  - alert: A%d\n    expr: up{n=\"%d\"} == 0 && rate(x[1m]) > %d\n", i, i, i)
	}
	return source.String()
}

func benchmarkRun(b *testing.B, source string, rules int) {
	p := project(source)
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
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*rules), "us/rule")
}
