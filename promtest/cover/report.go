package cover

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/promwright/promwright/rules"
)

// Report is what the tests of a suite went through.
type Report struct {
	Rules []Rule // by file and place; those without a file first
}

// Rule is what tests went through of one rule.
type Rule struct {
	rules.PlainRule
	Group    string
	File     string // where the rule was written; "" where that is not known
	Line     int    // in File
	Column   int    // in File, in characters; 0 for a rule that was written in Go
	Reached  bool   // in some test, its selectors found a series
	Branches []Branch
}

// Count is branches, and how many of them were seen.
type Count struct{ Seen, All int }

// Percent returns the branches seen of 100; 0 if there is none.
func (c Count) Percent() float64 {
	if c.All == 0 {
		return 0
	}
	return 100 * float64(c.Seen) / float64(c.All)
}

// Report returns what the tests went through so far.
func (s *Suite) Report() *Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &Report{}
	for _, c := range s.rules {
		r.Rules = append(r.Rules, c.report())
	}
	slices.SortFunc(r.Rules, func(a, b Rule) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column,
			cmp.Compare(a.Group, b.Group), cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Expr, b.Expr))
	})
	return r
}

func (c *covered) report() Rule {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := Rule{PlainRule: *c.rule, Group: c.group.Name, Reached: c.reached}
	r.File, r.Line, r.Column = place(c.rule.At)
	for _, b := range c.branches {
		r.Branches = append(r.Branches, b.Branch)
	}
	return r
}

// place takes file:line or file:line:column apart.
func place(at string) (file string, line, column int) {
	file, last, ok := cutNumber(at)
	if !ok {
		return at, 0, 0
	}
	if before, line, ok := cutNumber(file); ok {
		return before, line, last
	}
	return file, last, 0
}

func cutNumber(s string) (before string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

// Count returns the branches of the rule.
func (r Rule) Count() Count {
	c := Count{All: len(r.Branches)}
	for _, b := range r.Branches {
		if b.Seen {
			c.Seen++
		}
	}
	return c
}

// Title names the rule: "alert Down", "record job:up:sum".
func (r Rule) Title() string {
	if r.Alert != "" {
		return "alert " + r.Alert
	}
	return "record " + r.Record
}

// Count returns the branches of all rules.
func (r *Report) Count() Count { return countOf(r.Rules) }

func countOf(rules []Rule) Count {
	var all Count
	for _, rule := range rules {
		c := rule.Count()
		all.Seen, all.All = all.Seen+c.Seen, all.All+c.All
	}
	return all
}

// files returns the rules of each file, in order.
func (r *Report) files() [][]Rule {
	var files [][]Rule
	for _, rule := range r.Rules {
		if n := len(files); n > 0 && files[n-1][0].File == rule.File {
			files[n-1] = append(files[n-1], rule)
			continue
		}
		files = append(files, []Rule{rule})
	}
	return files
}
