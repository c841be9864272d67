// Package linttest tests a check the way a user meets it: on rule files, with what must be found written beside it.
//
// Each testdata/*.txtar next to the test is one project of one or more rule files:
//
//	-- api.yaml --
//	groups:
//	- name: api
//	  rules:
//	  - alert: Errors
//	    expr: |
//	      sum by (job) (
//	        rate(errors_total[1m] offset 5m) # want "range 1m holds fewer than 4 samples" at `errors_total[1m]`
//	      ) > 0
//	-- api.yaml.fixed --
//	...
//
// A line must have exactly the findings that its marker wants: `# want` and then, for each finding, a regular expression in
// quotes that must match the message, optionally followed by at and the source that the finding must underline; of a span
// of several lines, line breaks and indentation count as one space. Markers are cut off before the file is read, so they may
// stand anywhere, inside block scalars too, and shift no line.
//
// A section NAME.fixed is what NAME must be once the first safe fix of each of its findings is applied. It is read and
// checked again with the rest of the project: it must have no findings but those that its own markers want.
//
// A section .rulelint.yaml configures the check and says what is known of the project, such as its target; files that it names
// are those of the folder of the test. The text before the first section says what the archive is about.
package linttest

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/rules/rulefile"
)

// Run tests the check on testdata/*.txtar and on the examples of its page (see Readme). The checks of with are known by name
// and run too, but only what check finds is compared.
func Run(t *testing.T, check *lint.Check, with ...*lint.Check) {
	t.Helper()
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("linttest: %s has no testdata/*.txtar (%v)", check.Name, err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			Archive(t, archive, check, with...)
		})
	}
	t.Run("README", func(t *testing.T) { Readme(t, check, with...) })
}

// Archive tests the check on one archive.
func Archive(t testing.TB, archive *txtar.Archive, check *lint.Check, with ...*lint.Check) {
	t.Helper()
	project, err := readProject(archive)
	if err != nil {
		t.Errorf("linttest: %v", err)
		return
	}
	checks := append([]*lint.Check{on(check)}, with...)
	if project.config != nil {
		configured, err := config.Parse(project.config.Name, project.config.Data, checks)
		if err != nil {
			t.Errorf("linttest: %v", err)
			return
		}
		checks, project.settings = configured.Checks, configured.Settings()
	}
	before := project.files
	found := project.expect(t, before, checks)
	if len(project.fixed) == 0 {
		return
	}
	after := slices.Clone(before)
	for i, file := range before {
		fixed, ok := project.fixed[file.parsed.Name]
		if !ok {
			continue
		}
		got, err := applyFixes(file.parsed, found)
		if err != nil {
			t.Errorf("linttest: %v", err)
			return
		}
		if want := string(fixed.parsed.Source); got != want {
			t.Errorf("%s: fixed, it differs from %s.fixed (-want +got):\n%s", file.parsed.Name, file.parsed.Name, difference(want, got))
		}
		after[i] = fixed
	}
	project.expect(t, after, checks)
}

// on returns the check, switched on if it is off by default.
func on(check *lint.Check) *lint.Check {
	if check.Severity != lint.Off {
		return check
	}
	switched := *check
	switched.Severity = lint.Info
	return &switched
}

// expect runs the checks over the files, compares what the first finds with what the markers want, and returns it.
func (p *project) expect(t testing.TB, files []marked, checks []*lint.Check) []lint.Finding {
	t.Helper()
	parsed := make([]*rulefile.File, len(files))
	for i, file := range files {
		parsed[i] = file.parsed
	}
	result := lint.Run(&lint.Project{Files: parsed, Settings: p.settings}, checks)
	for _, err := range result.Errors {
		t.Errorf("%v", err)
	}
	var found []lint.Finding
	for _, finding := range result.Findings {
		if finding.Check == checks[0].Name {
			found = append(found, finding)
		}
	}
	for _, message := range compare(files, found) {
		t.Error(message)
	}
	return found
}
