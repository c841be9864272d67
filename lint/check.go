// Package lint runs checks over a project's rule files.
//
// A check is a value with a function (Check); Run gives it the project in a Pass and collects what it reports. Comments in
// the files silence findings (see Run). Package linttest tests a check on files with markers, package lint/checks lists the
// checks there are, package lint/config sets their levels and options, and package lint/format prints a Result.
package lint

import (
	"cmp"
	"strings"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// home is where the pages of the checks are read; Check.URL derives the rest.
const home = "https://github.com/promwright/promwright/blob/main/lint/"

// Check is one thing that is looked for in rules. It is declared once, as a variable, and must not change afterwards:
// configuring makes a copy.
//
//	var Check = &lint.Check{Name: "shortrange", Doc: doc, Severity: lint.Warning, Options: &Options{Samples: 4}, Run: run}
type Check struct {
	// Name is one lowercase word: the folder of the check, and what users write in configuration and comments.
	Name string

	// Doc is the page of the check in Markdown, its README.md embedded. The first line is "# name: one sentence".
	Doc string

	// Folder is where the page stands, seen from the folder of this package; "" is checks/NAME.
	Folder string

	// Severity is the level of its findings. A check that is Off is known by name but does not run.
	Severity Severity

	// Options is a pointer to a struct that holds the defaults, or nil. Its exported fields are the options: the field
	// ScrapeInterval is the option scrapeInterval. Configuration changes a copy of it.
	Options any

	// PerFile returns the level and the options for one file, where configuration sets them by path. It is nil where
	// Severity and Options hold for every file, and safe for concurrent use.
	PerFile func(file *rulefile.File) (Severity, any)

	// Each reports what it finds in one rule. It is called once for every rule, also for those whose expression does not parse,
	// in any order and several at a time. What it is given is shared with other checks and holds until it returns. This is what
	// most checks are.
	Each func(*Pass, *infer.Analysis)

	// Run reports what it finds in the project as a whole. It is for what concerns several rules at once.
	Run func(*Pass)

	// Each and Run must give the same findings in every run, and must not change the project. A panic fails the check, not the
	// program. Both are nil for what is found by other means: the check Ignore, and that of the baseline.
}

// Ignore names the check of the comments that silence findings. Comments work whether or not it runs; where a check of this
// name is given to Run, it reports the comments that are themselves wrong.
const Ignore = "ignore"

// Summary is the sentence that the check's page begins with: what it finds.
func (c *Check) Summary() string {
	first, _, _ := strings.Cut(c.Doc, "\n")
	_, sentence, _ := strings.Cut(first, ": ")
	return strings.TrimSpace(sentence)
}

// URL is where the check's page is read.
func (c *Check) URL() string { return home + cmp.Or(c.Folder, "checks/"+c.Name) + "/README.md" }

// settings returns the level and the options that hold for a file.
func (c *Check) settings(file *rulefile.File) (Severity, any) {
	if c.PerFile == nil {
		return c.Severity, c.Options
	}
	return c.PerFile(file)
}

// runsOn tells whether the check is on for a file of the project.
func (c *Check) runsOn(project *Project) bool {
	if c.PerFile == nil {
		return c.Severity != Off
	}
	for _, file := range project.Files {
		if severity, _ := c.settings(file); severity != Off {
			return true
		}
	}
	return false
}
