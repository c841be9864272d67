package lint

import (
	"fmt"
	"slices"
	"sync"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/rules/rulefile"
)

// silences are the comments of a project's files that silence findings. Safe for concurrent use.
type silences struct {
	comments map[*rulefile.File]reaches
	mutes    map[*rulefile.File][]mute // those of pint

	mutex sync.Mutex // of the notes that names are in use
}

func newSilences(project *Project) *silences {
	s := &silences{comments: map[*rulefile.File]reaches{}, mutes: map[*rulefile.File][]mute{}}
	now := project.now()
	for _, file := range project.Files {
		if found := comments(file, now); len(found) > 0 {
			s.comments[file] = newReaches(found)
		}
		if found := pintMutes(file, now); len(found) > 0 {
			s.mutes[file] = found
		}
	}
	return s
}

// cover tells whether comments silence what a check finds at an offset of a file. Every comment that does is in use.
func (s *silences) cover(check string, file *rulefile.File, at int) bool {
	if s == nil {
		return false
	}
	covered := slices.ContainsFunc(s.mutes[file], func(m mute) bool { return m.covers(check, at) })
	if len(s.comments[file]) == 0 {
		return covered
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for c := range s.comments[file].about(at) {
		covered = c.covers(check) || covered
	}
	return covered
}

// silence removes the findings that comments name, and adds what is wrong with the comments if the check Ignore is on.
// finished are the checks that ran to their end, by name.
func (s *silences) silence(project *Project, checks []*Check, finished map[string]*Check, findings []Finding) []Finding {
	findings = slices.DeleteFunc(findings, func(f Finding) bool { return s.cover(f.Check, f.File, f.Span.Start.Offset) })
	if len(s.comments) == 0 {
		return findings
	}
	return append(findings, judge(project, checks, finished, s.comments)...)
}

// covers tells whether the comment names the check and is in force; that the name is in use is noted in any case.
func (c *comment) covers(check string) bool {
	if c.verb != "ignore" && c.verb != "ignore-file" {
		return false
	}
	silenced := false
	for i := range c.names {
		if c.names[i].name == check {
			c.names[i].used = true
			silenced = c.until.inForce()
		}
	}
	return silenced
}

// judge returns the findings of the check Ignore: what is wrong with the comments of each file.
func judge(project *Project, checks []*Check, finished map[string]*Check, byFile map[*rulefile.File]reaches) []Finding {
	pass := &Pass{Project: project}
	var known []string
	for _, check := range checks {
		if check.Name == Ignore {
			pass.Check = check
			continue
		}
		known = append(known, check.Name)
	}
	if pass.Check == nil {
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
func (c *comment) judge(pass *Pass, known []string, finished map[string]*Check) {
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
		if !slices.Contains(known, n.name) {
			report(n.from, n.to, "no check is called %s; %s", n.name, nearest.Hint(n.name, known))
		}
	}
	switch {
	case c.until.bad:
		report(c.until.from, c.until.to, "%q is not a day; allowed is one such as until 2027-01-31", c.raw[c.until.from:c.until.to])
	case c.until.expired:
		c.expired(pass, finished)
	default:
		for _, n := range c.unused(finished) {
			c.reportUseless(pass, n.from, n.to, len(c.names) == 1, "there is nothing to ignore here: %s finds nothing", n.name)
		}
	}
}

// unused returns the names of checks that looked at the file and that the comment silences nothing of.
func (c *comment) unused(finished map[string]*Check) []namedCheck {
	var unused []namedCheck
	for _, n := range c.names {
		check := finished[n.name]
		if check == nil || n.used {
			continue
		}
		if severity, _ := check.settings(c.file); severity != Off {
			unused = append(unused, n)
		}
	}
	return unused
}

// expired reports a comment whose day is over. It can go if what it silenced is gone, too.
func (c *comment) expired(pass *Pass, finished map[string]*Check) {
	useless := len(c.unused(finished)) == len(c.names)
	c.reportUseless(pass, c.until.from, c.until.to, useless, "the comment ended with %s: what it names is reported again", c.raw[c.until.from:c.until.to])
}

// reportUseless reports raw[from:to] of a comment that does nothing; remove says whether it can go as a whole.
func (c *comment) reportUseless(pass *Pass, from, to int, remove bool, format string, args ...any) {
	d := Diagnostic{File: c.file, Span: c.span(from, to), Message: fmt.Sprintf(format, args...)}
	if c.edit && remove {
		d.Fixes = []Fix{{Message: "remove the comment", Edits: []rulefile.Edit{{Span: c.own}}}}
	}
	pass.Report(d)
}
