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
	stdout, stderr io.Writer
}

// write writes the files.
func (r runner) write() int {
	code := exitClean
	for _, out := range r.outputs {
		changed, err := out.write()
		switch {
		case err != nil:
			fmt.Fprintln(r.stderr, err)
			code = exitFailed
		case changed:
			fmt.Fprintf(r.stderr, "wrote %s: %s\n", out.path, out.size())
		default:
			fmt.Fprintf(r.stderr, "kept %s: %s\n", out.path, out.size())
		}
	}
	return code
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

// drifts prints how files differ. It returns how many do, and whether one could not be read.
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

// size returns how much the file holds: "1 group, 3 rules".
func (o output) size() string {
	rules := 0
	for _, group := range o.groups {
		rules += len(group.Rules)
	}
	return count(len(o.groups), "group") + ", " + count(rules, "rule")
}

// count returns "1 rule" or "2 rules".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
