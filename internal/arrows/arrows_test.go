// Package arrows asserts which packages of the module may not import which others.
package arrows

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	module     = "github.com/promwright/promwright/"
	prometheus = "github.com/prometheus/prometheus/"
)

type pkg struct {
	ImportPath   string
	Deps         []string
	TestImports  []string
	XTestImports []string
}

func TestForbiddenArrows(t *testing.T) {
	forbidden := map[string]struct {
		from  string   // below the module; "..." ends a prefix
		to    []string // import paths; "..." ends a prefix
		tests bool     // holds for what tests import, too
	}{
		"nothing pulls in prometheus/rules: 300 packages, cloud SDKs among them": {
			"...", []string{prometheus + "rules", prometheus + "promql/promqltest", prometheus + "tsdb"}, true},
		"what a user's rule package compiles stays small": {
			"rules/promql", []string{module + "...", prometheus + "promql", prometheus + "template", "go.yaml.in/..."}, false},
		"rules do not know who reads them": {
			"rules/...", []string{module + "lint...", module + "rulegen...", module + "promtest...", module + "internal/engine", module + "internal/cli", prometheus + "promql"}, false},
		"what is known of metrics is light: every check has it": {
			"rules/metrics", []string{prometheus + "...", module + "rules/...", "net/http", "github.com/spf13/cobra"}, false},
		"lint does not know rulegen and promtest": {
			"lint...", []string{module + "rulegen...", module + "promtest...", module + "internal/engine"}, false},
		"rulegen does not know lint and promtest": {
			"rulegen...", []string{module + "lint...", module + "promtest...", module + "internal/engine"}, false},
		"promtest does not know lint and rulegen": {
			"promtest...", []string{module + "lint...", module + "rulegen..."}, false},
		"the engine does not know its front ends": {
			"internal/engine", []string{module + "promtest...", module + "lint...", module + "rulegen..."}, false},
		"a check knows the framework, not the command": {
			"lint/...", []string{module + "internal/cli", "github.com/spf13/cobra"}, false},
	}
	packages := list(t)
	for why, rule := range forbidden {
		t.Run(why, func(t *testing.T) {
			for _, p := range packages {
				if !matches(rule.from, strings.TrimPrefix(p.ImportPath, module)) {
					continue
				}
				deps := p.Deps
				if rule.tests {
					deps = append(append(deps, p.TestImports...), p.XTestImports...)
				}
				for _, dep := range deps {
					for _, to := range rule.to {
						if dep != p.ImportPath && matches(to, dep) && !within(rule.from, dep) {
							t.Errorf("%s imports %s", p.ImportPath, dep)
						}
					}
				}
			}
		})
	}
}

// TestOneMain holds because pre-commit installs with go install ./...
func TestOneMain(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{if eq .Name \"main\"}}{{.ImportPath}}{{end}}", module+"...").Output()
	require.NoError(t, err)
	require.Equal(t, []string{module + "cmd/rulelint"}, strings.Fields(string(out)))
}

func list(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps=false", "-json=ImportPath,Deps,TestImports,XTestImports", module+"...").Output()
	require.NoError(t, err)
	var packages []pkg
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		var p pkg
		err := decoder.Decode(&p)
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		packages = append(packages, p)
	}
	require.Greater(t, len(packages), 10)
	return packages
}

// matches reports whether an import path matches a pattern: itself, or a prefix that ends in "...".
func matches(pattern, importPath string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "..."); ok {
		return strings.HasPrefix(importPath, prefix) || path.Clean(prefix) == importPath
	}
	return pattern == importPath
}

// within reports whether an import path is one of the packages that a rule is about.
func within(from, importPath string) bool {
	below, ok := strings.CutPrefix(importPath, module)
	return ok && matches(from, below)
}
