package gosource_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/grow"
	"github.com/promwright/promwright/rules/promql"
	"github.com/promwright/promwright/rules/promql/gosource"
)

// TestRandomTrees writes random trees of every kind of node as Go, runs that, and shows that what it prints is the trees again.
func TestRandomTrees(t *testing.T) {
	trees := 2_000
	if testing.Short() {
		t.Skip("compiles and runs a program")
	}
	g := grow.Grower{Rand: rand.New(rand.NewPCG(11, 0)), Meaning: true}
	w := gosource.Writer{Kind: func(metric string) gosource.Kind {
		return []gosource.Kind{gosource.Metric, gosource.Gauge, gosource.Counter}[len(metric)%3]
	}}
	var code, want []string
	refused := map[string]int{}
	for i := range trees {
		tree := g.Vector(1 + i%4)
		source, err := w.Expr(tree)
		if err != nil {
			refused[reason(err)]++
			continue
		}
		code, want = append(code, source), append(want, grow.Canonical(tree))
	}
	t.Logf("%d trees; refused: %v", trees, refused)
	require.Greater(t, len(code), trees*3/4)
	checkProgram(t, w, code, want)
}

// reason is what an error is about, without the names.
func reason(err error) string {
	for _, about := range []string{"no series has both", "at least one non-empty matcher", "holds", "no regular expression", "is empty"} {
		if strings.Contains(err.Error(), about) {
			return about
		}
	}
	return err.Error()
}

// TestPublished writes every published expression as Go, with the kinds that names tell. All can be said.
func TestPublished(t *testing.T) {
	expressions := published(t)
	if testing.Short() {
		t.Skip("compiles and runs a program")
	}
	w := gosource.Writer{Kind: kindByName}
	p := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})
	var code, want []string
	for _, text := range expressions {
		tree, err := p.ParseExpr(text)
		if err != nil {
			continue
		}
		source, err := w.Expr(tree)
		require.NoError(t, err, "%s", text)
		code, want = append(code, source), append(want, grow.Canonical(tree))
	}
	t.Logf("%d expressions of %d, %d metrics", len(code), len(expressions), len(w.Metrics()))
	require.Greater(t, len(code), 500)
	checkProgram(t, w, code, want)
}

func kindByName(metric string) gosource.Kind {
	switch {
	case strings.HasSuffix(metric, "_total"), strings.HasSuffix(metric, "_bucket"), strings.HasSuffix(metric, "_count"), strings.HasSuffix(metric, "_sum"):
		return gosource.Counter
	case strings.HasSuffix(metric, "_bytes"), strings.HasSuffix(metric, "_ratio"):
		return gosource.Gauge
	case strings.HasSuffix(metric, "_info"):
		return gosource.Info
	}
	return gosource.Metric
}

// checkProgram runs a program that prints the expressions of code, and compares what it prints with want, canonically.
func checkProgram(t *testing.T, w gosource.Writer, code, want []string) {
	t.Helper()
	program, err := format.Source(programOf(w, code))
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "main.go")
	require.NoError(t, os.WriteFile(file, program, 0o600))
	command := exec.Command("go", "run", file)
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	require.NoError(t, command.Run(), "%s", &errs)

	var printed []string
	require.NoError(t, json.Unmarshal(out.Bytes(), &printed))
	require.Len(t, printed, len(code))
	for i, text := range printed {
		tree, err := promql.Tree(promql.Text(text))
		if err != nil {
			tree, err = promql.Tree(promql.TextScalar(text))
		}
		require.NoError(t, err, "%s\n%s", code[i], text)
		require.Equal(t, want[i], grow.Canonical(tree), "%s\n%s", code[i], text)
	}
}

// programOf returns a program that prints the expressions as a list in JSON.
func programOf(w gosource.Writer, code []string) []byte {
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n\t\"encoding/json\"\n\t\"os\"\n")
	for _, pkg := range w.Imports() {
		fmt.Fprintf(&b, "\t%q\n", pkg)
	}
	b.WriteString("\n\t\"github.com/promwright/promwright/rules/promql\"\n)\n\nvar (\n")
	for _, m := range w.Metrics() {
		fmt.Fprintf(&b, "\t%s = %s\n", m.Var, m.Declaration())
	}
	b.WriteString(")\n\nvar expressions = []promql.Expr{\n")
	for _, source := range code {
		fmt.Fprintf(&b, "\t%s,\n", source)
	}
	b.WriteString("}\n\nfunc main() {\n\tvar texts []string\n\tfor _, e := range expressions {\n\t\ttexts = append(texts, e.String())\n\t}\n" +
		"\tif err := json.NewEncoder(os.Stdout).Encode(texts); err != nil {\n\t\tpanic(err)\n\t}\n}\n")
	return b.Bytes()
}
