package rulegen

import (
	"fmt"
	"io"
)

// mode is a flag of [Main] that says what is done with the files.
type mode struct {
	name, doc string
	run       func(runner) int // returns the exit code
}

var modes = []mode{
	{"check", "write nothing; if a file is not what its rules generate, print a diff and exit with 1", runner.check},
	{"diff", "write nothing; print a diff of what would change", runner.diff},
	{"list", "write nothing; print path, form, groups and rules of each file", runner.list},
	{"stdout", "write nothing; print the files", runner.print},
}

// runner has files that have been generated, and where to report to.
type runner struct {
	outputs        []output
	force          bool
	stdout, stderr io.Writer
}

// write writes the files, and says what became of each.
func (r runner) write() int {
	results, err := writeAll(r.outputs, r.force)
	for _, result := range results {
		r.tell(result, did)
	}
	switch {
	case err == nil:
		return exitClean
	case len(results) == 0:
		err = fmt.Errorf("%w\nrulegen: nothing written", err)
	}
	fmt.Fprintln(r.stderr, err)
	return exitFailed
}

// verbs are the words for what becomes of files.
type verbs struct{ keep, write string }

var (
	did   = verbs{"kept", "wrote"}
	would = verbs{"would keep", "would write"}
)

// tell prints what becomes of a file, and how its meaning changes.
func (r runner) tell(f result, verbs verbs) {
	switch {
	case f.drift == nil:
		fmt.Fprintf(r.stderr, "%s %s: %s\n", verbs.keep, f.path, f.size())
	case f.drift.Missing:
		fmt.Fprintf(r.stderr, "%s %s: %s, a new file\n", verbs.write, f.path, f.size())
	default:
		fmt.Fprintf(r.stderr, "%s %s: %s\n%s", verbs.write, f.path, f.size(), indented(f.drift.meaning))
	}
}

// check prints how files differ, and fails if one does.
func (r runner) check() int {
	drifts, failed := r.drifts()
	switch {
	case failed:
		return exitFailed
	case drifts > 0:
		fmt.Fprintf(r.stderr, "rulegen: %d of %s out of date; run this program without -check to write them\n",
			drifts, count(len(r.outputs), "file"))
		return exitDrift
	}
	return exitClean
}

// diff prints how files differ.
func (r runner) diff() int {
	if _, failed := r.drifts(); failed {
		return exitFailed
	}
	return exitClean
}

// drifts prints how files differ: their text, and beside it their meaning. It returns how many do, and whether one could not be read.
func (r runner) drifts() (drifts int, failed bool) {
	for _, out := range r.outputs {
		drift, err := out.drift()
		if err != nil {
			fmt.Fprintln(r.stderr, err)
			failed = true
		}
		if drift != nil {
			fmt.Fprintf(r.stdout, "%s", drift.Diff)
			drifts++
			if err := out.foreign(drift); err != nil {
				fmt.Fprintf(r.stderr, "%v\n%s", err, indented(drift.meaning))
				continue
			}
			r.tell(result{out, drift}, would)
		}
	}
	return drifts, failed
}

// list prints a line for each file.
func (r runner) list() int {
	for _, out := range r.outputs {
		fmt.Fprintf(r.stdout, "%s: %s, %s\n", out.path, out.Target.Format(), out.size())
	}
	return exitClean
}

// print prints the files as one stream of YAML documents.
func (r runner) print() int {
	for i, out := range r.outputs {
		if i > 0 {
			fmt.Fprintln(r.stdout, "---")
		}
		fmt.Fprintf(r.stdout, "%s", out.content)
	}
	return exitClean
}

// size returns how much the file holds: "1 group, 3 rules", or "inhibitions among 3 rules".
func (o output) size() string {
	rules := 0
	for _, group := range o.groups {
		rules += len(group.Rules)
	}
	if !holdsRules(o.Target) {
		return "inhibitions among " + count(rules, "rule")
	}
	return count(len(o.groups), "group") + ", " + count(rules, "rule")
}

// holdsRules reports whether a target writes the rules that it is given.
func holdsRules(target Target) bool {
	switch target := target.(type) {
	case HelmTemplate:
		return holdsRules(target.Target)
	case InhibitRules, AlertmanagerConfig:
		return false
	}
	return true
}

// count returns "1 rule" or "2 rules".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
