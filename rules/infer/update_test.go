package infer_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// After any edit, an update says what a new look at everything says.
func TestUpdate(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(*seed, 2)), []string{"r0", "r1", "r2", "r3", "r4", "m", "up"}}
	files := make([]*rulefile.File, 4)
	for i := range files {
		files[i] = g.file(i)
	}
	rules := infer.New(files, known)
	for range 300 {
		i := g.IntN(len(files))
		files[i] = g.file(i)
		rules = rules.Update(files)
		fresh := infer.New(files, known)
		for _, file := range files {
			for rule := range file.Rules() {
				require.Equal(t, summary(fresh.Of(rule)), summary(rules.Of(rule)), "%s", file.Source)
				require.Equal(t, fresh.Analyze(rule).Dead(), rules.Analyze(rule).Dead())
			}
		}
	}
}

// file returns a file of two recording rules, which may read each other and those of other files.
func (g generator) file(i int) *rulefile.File {
	source := "groups:\n- name: g\n  rules:\n"
	for range 2 {
		text := g.vector(g.IntN(3))
		if _, err := promqlParser.ParseExpr(text); err != nil {
			text = "m"
		}
		source += fmt.Sprintf("  - {record: %s, expr: %q}\n", g.pick("r0", "r1", "r2", "r3", "r4"), text)
	}
	return rulefile.Parse(fmt.Sprintf("%d.yaml", i), []byte(source))
}

// summary says in a line what is known.
func summary(r infer.Result) string {
	v := r.Value()
	text := fmt.Sprintf("%v %v %v %v %v", v.Kind, v.Unit, v.Interval, v.Histograms, r.Never() != nil)
	for _, name := range names {
		text += fmt.Sprintf(" %s=%v%q", name, r.Label(name).Presence, r.Label(name).Value)
	}
	return text
}

// BenchmarkUpdate compares a new look at 10,000 rules with one after an edit of a file that a tenth of the rules depends on.
func BenchmarkUpdate(b *testing.B) {
	var files []*rulefile.File
	for i := range 100 {
		var text strings.Builder
		text.WriteString("groups:\n- name: g\n  rules:\n")
		for j := range 50 {
			fmt.Fprintf(&text, "  - {record: 'job:r%d_%d:rate5m', expr: 'sum by (job, instance) (rate(requests%d_total{code=~\"5..\"}[5m])) + on (job) group_left job:r%d_%d:rate5m'}\n",
				i, j, j, i/10*10, j)
			fmt.Fprintf(&text, "  - {alert: A%d, expr: 'job:r%d_%d:rate5m > 5'}\n", j, i, j)
		}
		files = append(files, rulefile.Parse(fmt.Sprintf("%d.yaml", i), []byte(text.String())))
	}
	rules := infer.New(files, nil)
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			infer.New(files, nil)
		}
	})
	b.Run("update", func(b *testing.B) {
		for b.Loop() {
			changed := rulefile.Parse("0.yaml", files[0].Source)
			rules.Update(append([]*rulefile.File{changed}, files[1:]...))
		}
	})
}
