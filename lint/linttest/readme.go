package linttest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/rules/rulefile"
)

// Readme tests the page of a check. Its first line must name the check and say in one sentence what it finds; of its
// examples, each ```yaml bad must be found and each ```yaml good must not; there must be one of both. A ```yaml config is the
// configuration of those behind it, and a ```yaml file NAME a file beside that, which it may name.
func Readme(t testing.TB, check *lint.Check, with ...*lint.Check) {
	t.Helper()
	first, _, _ := strings.Cut(check.Doc, "\n")
	if !strings.HasPrefix(first, "# "+check.Name+": ") || check.Summary() == "" {
		t.Errorf("README.md:1: the first line must be %q and a sentence, and is %q", "# "+check.Name+": ", first)
	}
	examples := fences(check.Doc)
	for _, kind := range []string{"bad", "good"} {
		if len(examples[kind]) == 0 {
			t.Errorf("README.md: there is no ```yaml %s", kind)
		}
		for _, example := range examples[kind] {
			example.run(t, kind, append([]*lint.Check{on(check)}, with...))
		}
	}
}

// fence is an example of a page: a rule file.
type fence struct {
	line   int // of the page, where the example begins
	text   string
	config string // that holds for it, as .rulelint.yaml
	beside []file // what stands beside that
}

// file is a file that the configuration of an example may name.
type file struct{ name, text string }

// run checks one example, which is of the kind bad or good.
func (f fence) run(t testing.TB, kind string, checks []*lint.Check) {
	t.Helper()
	name := ".rulelint.yaml"
	if len(f.beside) > 0 {
		folder := t.TempDir()
		name = filepath.Join(folder, name)
		for _, other := range f.beside {
			if err := os.WriteFile(filepath.Join(folder, other.name), []byte(other.text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	configured, err := config.Parse(name, []byte(f.config), checks)
	if err != nil {
		t.Errorf("README.md:%d: the configuration of the %s example: %v", f.line, kind, err)
		return
	}
	file := rulefile.Parse("README.md", []byte(strings.Repeat("\n", f.line-1)+f.text)) // positions are those of the page
	result := lint.Run(&lint.Project{Files: []*rulefile.File{file}, Settings: configured.Settings()}, configured.Checks)
	for _, err := range result.Errors {
		t.Errorf("%v", err)
	}
	if result.Rules == 0 && len(result.Errors) == 0 {
		t.Errorf("README.md:%d: the %s example holds no rule", f.line, kind)
	}
	found := 0
	for _, finding := range result.Findings {
		if finding.Check != checks[0].Name {
			continue
		}
		found++
		if kind == "good" {
			t.Errorf("README.md:%d: the good example is not: %q at `%s`", finding.Span.Start.Line, finding.Message, source(finding))
		}
	}
	if kind == "bad" && found == 0 {
		t.Errorf("README.md:%d: nothing is found in the bad example", f.line)
	}
}

// fences returns the examples of a page by their kind, the word after ```yaml.
func fences(page string) map[string][]fence {
	found := map[string][]fence{}
	kind, begin := "", 0 // of the example that line i is in
	configuration := ""  // the last one above it
	var beside []file    // all above it
	lines := strings.SplitAfter(page, "\n")
	for i, line := range lines {
		opening, isOpening := strings.CutPrefix(strings.TrimSpace(line), "```yaml ")
		switch {
		case kind == "" && isOpening:
			kind, begin = strings.TrimSpace(opening), i+1
		case kind != "" && strings.HasPrefix(line, "```"):
			text := strings.Join(lines[begin:i], "")
			if kind == "config" {
				configuration = text
			}
			if name, ok := strings.CutPrefix(kind, "file "); ok {
				beside = append(beside, file{name, text})
			}
			found[kind] = append(found[kind], fence{begin + 1, text, configuration, slices.Clone(beside)})
			kind = ""
		}
	}
	return found
}
