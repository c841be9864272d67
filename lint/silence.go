package lint

import (
	"fmt"
	"slices"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/rules/rulefile"
)

// silence removes the findings that comments name, and adds what is wrong with the comments if the check Ignore is on.
// finished tells of every check whether it ran to its end.
func silence(project *Project, checks []*Check, finished map[string]bool, findings []Finding) []Finding {
	byFile := map[*rulefile.File][]*comment{}
	for _, file := range project.Files {
		if found := comments(file); len(found) > 0 {
			byFile[file] = found
		}
	}
	if len(byFile) == 0 {
		return findings
	}
	kept := findings[:0]
	for _, finding := range findings {
		silenced := false
		for _, c := range byFile[finding.File] {
			silenced = c.silences(finding) || silenced // every comment that does is in use
		}
		if !silenced {
			kept = append(kept, finding)
		}
	}
	return append(kept, judge(project, checks, finished, byFile)...)
}

// silences tells whether the comment names the finding, and notes that the name is in use.
func (c *comment) silences(finding Finding) bool {
	at := finding.Span.Start.Offset
	switch c.verb {
	case "ignore":
		if at < c.from || at > c.to {
			return false
		}
	case "ignore-file":
	default:
		return false
	}
	silenced := false
	for i := range c.names {
		if c.names[i].name == finding.Check {
			c.names[i].used = true
			silenced = true
		}
	}
	return silenced
}

// judge returns the findings of the check Ignore: what is wrong with the comments of each file.
func judge(project *Project, checks []*Check, finished map[string]bool, byFile map[*rulefile.File][]*comment) []Finding {
	pass := &Pass{Project: project}
	var known []string
	for _, check := range checks {
		if check.Name == Ignore {
			pass.Check = check
			continue
		}
		known = append(known, check.Name)
	}
	if pass.Check == nil || pass.Check.Severity == Off {
		return nil
	}
	for _, file := range project.Files {
		for _, c := range byFile[file] {
			c.judge(pass, known, finished)
		}
	}
	var result Result
	result.add(pass)
	return result.Findings
}

// judge reports what is wrong with one comment.
func (c *comment) judge(pass *Pass, known []string, finished map[string]bool) {
	report := func(from, to int, format string, args ...any) {
		pass.Report(Diagnostic{File: c.file, Span: c.span(from, to), Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case c.verb != "ignore" && c.verb != "ignore-file":
		hint := nearest.Hint(c.verb, []string{"ignore", "ignore-file"})
		report(0, len(c.raw), "%s%s is not known; %s", prefix, c.verb, hint)
		return
	case len(c.names) == 0:
		report(0, len(c.raw), "the comment names no check; %s", nearest.Hint("", known))
		return
	case c.reason == "":
		report(0, len(c.raw), "the comment does not say why: end it with -- and the reason")
	case c.rest != "":
		report(0, len(c.raw), "the comment has %q between the names and --; names are separated by commas", c.rest)
	}
	for _, n := range c.names {
		switch {
		case !slices.Contains(known, n.name):
			report(n.from, n.to, "no check is called %s; %s", n.name, nearest.Hint(n.name, known))
		case finished[n.name] && !n.used:
			c.unused(pass, n)
		}
	}
}

// unused reports a name that silenced nothing; a comment with no other name can go.
func (c *comment) unused(pass *Pass, n namedCheck) {
	d := Diagnostic{File: c.file, Span: c.span(n.from, n.to), Message: fmt.Sprintf("there is nothing to ignore here: %s finds nothing", n.name)}
	if c.edit && len(c.names) == 1 {
		d.Fixes = []Fix{{Message: "remove the comment", Edits: []rulefile.Edit{{Span: c.own}}}}
	}
	pass.Report(d)
}
