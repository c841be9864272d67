package cover

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
)

// LCOV writes the report as a trace of LCOV, which genhtml, Codecov and editors read: a function for each rule, its lines, executed
// if the rule was reached, and its branches. Rules that are in no file are left out; one that was written in Go is the line of its
// expression.
func (r *Report) LCOV(w io.Writer) error {
	buffered := bufio.NewWriter(w)
	files := newSources()
	for _, rules := range r.files() {
		if rules[0].File != "" && rules[0].Line > 0 {
			newTrack(rules, files).write(buffered)
		}
	}
	return buffered.Flush()
}

// track is the trace of one file.
type track struct {
	file     string
	rules    []Rule
	lines    map[int]int      // of rules: 1 if one there was reached
	branches map[int][]string // by line: "1" taken, "0" not, "-" the rule was never reached
}

func newTrack(rules []Rule, files *sources) *track {
	t := &track{rules[0].File, rules, map[int]int{}, map[int][]string{}}
	for _, r := range rules {
		found := files.find(r)
		first, last := r.Line, r.Line
		if found != nil {
			first, last = found.Span.Start.Line, found.Span.End.Line
			if found.Span.End.Column == 1 && last > first {
				last--
			}
		}
		for line := first; line <= last; line++ {
			t.lines[line] = max(t.lines[line], truth(r.Reached))
		}
		for _, b := range r.Branches {
			line := r.Line
			if found != nil {
				line = min(max(span(found, b).Start.Line, first), last)
			}
			taken := fmt.Sprint(truth(b.Seen))
			if !r.Reached {
				taken = "-"
			}
			t.branches[line] = append(t.branches[line], taken)
		}
	}
	return t
}

func truth(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (t *track) write(w io.Writer) {
	fmt.Fprintf(w, "TN:\nSF:%s\n", t.file)
	reached := 0
	names := t.names()
	for i, r := range t.rules {
		fmt.Fprintf(w, "FN:%d,%s\n", r.Line, names[i])
	}
	for i, r := range t.rules {
		reached += truth(r.Reached)
		fmt.Fprintf(w, "FNDA:%d,%s\n", truth(r.Reached), names[i])
	}
	fmt.Fprintf(w, "FNF:%d\nFNH:%d\n", len(t.rules), reached)
	all, taken := 0, 0
	for _, line := range slices.Sorted(maps.Keys(t.branches)) {
		for i, b := range t.branches[line] {
			fmt.Fprintf(w, "BRDA:%d,0,%d,%s\n", line, i, b)
			all, taken = all+1, taken+truth(b == "1")
		}
	}
	fmt.Fprintf(w, "BRF:%d\nBRH:%d\n", all, taken)
	hit := 0
	for _, line := range slices.Sorted(maps.Keys(t.lines)) {
		fmt.Fprintf(w, "DA:%d,%d\n", line, t.lines[line])
		hit += t.lines[line]
	}
	fmt.Fprintf(w, "LF:%d\nLH:%d\nend_of_record\n", len(t.lines), hit)
}

// names returns the names of the rules, each only once: a trace has no two functions of one name.
func (t *track) names() []string {
	seen := map[string]int{}
	var names []string
	for _, r := range t.rules {
		name := r.Name()
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s#%d", name, seen[name])
		}
		names = append(names, name)
	}
	return names
}
