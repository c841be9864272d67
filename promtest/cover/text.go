package cover

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/fatih/color"

	"github.com/promwright/promwright/internal/excerpt"
	"github.com/promwright/promwright/rules/rulefile"
)

// TextOptions says how a text is to look.
type TextOptions struct {
	Color bool
	Width int // in columns; 0: 100
}

const defaultWidth = 100

// Text prints a table of all rules, then the rules of which a branch was never seen, with marks below what that was, and
// the total:
//
//	alerts/node.yaml  83.3%  5 of 6 branches
//	  100%  2/2  4  record job:up:sum
//	   75%  3/4  9  alert TargetDown
//
//	alerts/node.yaml:9:5: alert TargetDown
//	   |
//	10 |     expr: up == 0
//	   |              ---- never false
//
//	coverage: 83.3%, 5 of 6 branches of 2 rules in 1 file
func (r *Report) Text(w io.Writer, o TextOptions) error {
	buffered := bufio.NewWriter(w)
	t := newText(buffered, o)
	for _, rules := range r.files() {
		t.table(rules)
	}
	for _, rule := range r.Rules {
		if c := rule.Count(); rule.Reached && c.Seen < c.All {
			t.rule(rule)
		}
	}
	fmt.Fprintln(buffered, r.Total())
	return buffered.Flush()
}

// Total returns the last line of the text.
func (r *Report) Total() string {
	c, unreached, files := r.Count(), 0, 0
	for _, rule := range r.Rules {
		if !rule.Reached {
			unreached++
		}
	}
	for _, rules := range r.files() {
		if rules[0].File != "" {
			files++
		}
	}
	line := fmt.Sprintf("coverage: %s%%, %d of %s of %s", percentage(c.Percent()), c.Seen, count(c.All, "branch", "branches"), count(len(r.Rules), "rule", "rules"))
	if files > 0 {
		line += " in " + count(files, "file", "files")
	}
	if unreached > 0 {
		line += fmt.Sprintf(", %s never reached", count(unreached, "rule", "rules"))
	}
	return line
}

// text prints to w.
type text struct {
	w                     *bufio.Writer
	width                 int
	sources               *sources
	bold, dim, bad, sound func(string) string
}

func newText(w *bufio.Writer, o TextOptions) *text {
	paint := func(attributes ...color.Attribute) func(string) string {
		c := color.New(attributes...)
		c.DisableColor()
		if o.Color {
			c.EnableColor()
		}
		return func(s string) string { return c.Sprint(s) }
	}
	width := max(o.Width, excerpt.MinWidth)
	if o.Width == 0 {
		width = defaultWidth
	}
	return &text{w, width, newSources(), paint(color.Bold), paint(color.Faint), paint(color.FgYellow), paint(color.FgGreen)}
}

// table prints a line for the file and one for each of its rules.
func (t *text) table(rules []Rule) {
	name := rules[0].File
	if name == "" {
		name = "rules of no file"
	}
	c := countOf(rules)
	fmt.Fprintf(t.w, "%s  %s%%  %d of %s\n", t.bold(excerpt.OneLine(name)), percentage(c.Percent()), c.Seen, count(c.All, "branch", "branches"))
	counts := make([]string, len(rules))
	widest, gutter := 0, len(strconv.Itoa(rules[len(rules)-1].Line))
	for i, rule := range rules {
		c := rule.Count()
		counts[i] = fmt.Sprintf("%d/%d", c.Seen, c.All)
		widest = max(widest, len(counts[i]))
	}
	for i, rule := range rules {
		c, paint, line, note := rule.Count(), t.bad, "", ""
		if c.Seen == c.All {
			paint = t.sound
		}
		if rule.Line > 0 {
			line = t.dim(fmt.Sprintf("%*d", gutter, rule.Line)) + "  "
		}
		if !rule.Reached {
			note = "  " + t.dim("never reached")
		}
		share := paint(fmt.Sprintf("%5s%%  %*s", percentage(c.Percent()), widest, counts[i]))
		fmt.Fprintf(t.w, "  %s  %s%s%s\n", share, line, excerpt.OneLine(rule.Title()), note)
	}
	fmt.Fprintln(t.w)
}

// rule prints a rule with what was never seen of it.
func (t *text) rule(r Rule) {
	at := r.At
	if at != "" {
		at += ": "
	}
	fmt.Fprintln(t.w, t.bold(excerpt.OneLine(at+r.Title())))
	marks := unseen(r)
	if found := t.sources.find(r); found != nil {
		e := excerpt.New(found.File, t.width)
		for _, m := range marks {
			e.Mark(span(found, m.Branch), m.said, t.bad, '^')
		}
		e.Print(t.w, e.Gutter(), t.dim)
	} else {
		t.loose(r, marks)
	}
	fmt.Fprintln(t.w)
}

// loose prints the fields of a rule that is in no rule file, each as a text of its own.
func (t *text) loose(r Rule, marks []mark) {
	for len(marks) > 0 {
		n := slices.IndexFunc(marks, func(m mark) bool { return m.Field != marks[0].Field })
		if n < 0 {
			n = len(marks)
		}
		value := r.text(marks[0].Field)
		file := rulefile.Parse(r.At, []byte(value))
		e := excerpt.New(file, t.width)
		for _, m := range marks[:n] {
			from, to := m.From, m.To
			if from == to {
				from, to = 0, len(value)
			}
			e.Mark(rulefile.Span{Start: file.Pos(from), End: file.Pos(to)}, m.said, t.bad, '^')
		}
		fmt.Fprintf(t.w, "%s %s\n", strings.Repeat(" ", e.Gutter()), t.dim("= "+marks[0].Field))
		e.Print(t.w, e.Gutter(), t.dim)
		marks = marks[n:]
	}
}

// mark is a place of a rule, and what was never seen there.
type mark struct {
	Branch
	said string
}

// unseen returns the places of a rule at which something was never seen. What follows is left out: the inside of templates that were
// never executed, and all templates of an alert for which that holds because it was never active.
func unseen(r Rule) []mark {
	inactive := true
	idle := map[string]bool{} // templates that were never executed
	for _, b := range r.Branches {
		if b.Outcome == "executed" {
			idle[b.Field] = !b.Seen
			inactive = inactive && !b.Seen && b.Problem == ""
		}
		inactive = inactive && (b.Outcome != "fired" || !b.Seen)
	}
	var marks []mark
	for _, b := range r.Branches {
		if b.Seen || idle[b.Field] && (b.Outcome != "executed" || inactive) {
			continue
		}
		if n := len(marks); n > 0 && marks[n-1].Field == b.Field && marks[n-1].From == b.From && marks[n-1].To == b.To {
			marks[n-1].said += ", " + b.Never()
			continue
		}
		marks = append(marks, mark{b, b.Never()})
	}
	return marks
}
