// Package duplicate finds rules that the project has twice.
package duplicate

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rules that the project has twice.
var Check = &lint.Check{
	Name:     "duplicate",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	pairs := find(pass)
	byFiles := map[files][]pair{}
	for _, p := range pairs {
		byFiles[p.files()] = append(byFiles[p.files()], p)
	}
	for _, p := range pairs {
		switch all := byFiles[p.files()]; {
		case !copied(p.files(), all):
			report(pass, p, message(p), "the same rule is here")
		case p == all[0]:
			report(pass, p, copyMessage(all), "the first of them is here")
		}
	}
}

// pair is a rule and the first one of the project that is equal to it.
type pair struct{ first, later *rulefile.Rule }

// files are those of the rules of a pair.
type files struct{ first, later *rulefile.File }

func (p pair) files() files { return files{p.first.File, p.later.File} }

// find returns the rules that repeat another one, in order.
func find(pass *lint.Pass) []pair {
	var pairs []pair
	seen := map[string][]*rulefile.Rule{} // different rules by what they write
	for rule := range pass.Rules() {
		if _, err := rule.Query(); err != nil {
			continue
		}
		written := identity(rule)
		i := slices.IndexFunc(seen[written], func(first *rulefile.Rule) bool { return sameExpr(first, rule) })
		if i < 0 {
			seen[written] = append(seen[written], rule)
			continue
		}
		if !pass.Silenced(rule.File, rule.Name().Whole()) {
			pairs = append(pairs, pair{seen[written][i], rule})
		}
	}
	return pairs
}

// identity returns what tells the series a rule writes from those of others: its kind, name and labels.
func identity(rule *rulefile.Rule) string {
	values := map[string]string{}
	for _, m := range []rulefile.Map{rule.Group.Labels, rule.Labels} {
		for _, p := range m {
			values[p.Key.Value] = p.Value.Value
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%t %q", rule.IsAlert(), rule.Name().Value)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&b, " %q=%q", name, values[name])
	}
	return b.String()
}

// some is how many rules of another file a file may repeat before that is one finding.
const some = 5

// copied reports whether a file repeats so much of another one that it is more of a copy than a few duplicates.
func copied(f files, pairs []pair) bool {
	return f.first != f.later && (len(pairs) > some || len(pairs) > 1 && len(pairs) == count(f.later))
}

// copyMessage says how much of a file is in another one.
func copyMessage(pairs []pair) string {
	f := pairs[0].files()
	if n := count(f.later); len(pairs) < n {
		return fmt.Sprintf("%d of the %d rules of this file are in %s, too", len(pairs), n, f.first.Name)
	}
	return fmt.Sprintf("all %d rules of this file are in %s, too", len(pairs), f.first.Name)
}

func count(file *rulefile.File) int {
	n := 0
	for range file.Rules() {
		n++
	}
	return n
}

// message says what is the same; of alerts that wait for different times, that they do.
func message(p pair) string {
	what := "metric"
	if p.later.IsAlert() {
		what = "alert"
	}
	text := fmt.Sprintf("%s %s is there twice with the same labels and the same expression", what, p.later.Name().Value)
	first, err1 := p.first.For.Duration()
	later, err2 := p.later.For.Duration()
	if err1 == nil && err2 == nil && first != later {
		return fmt.Sprintf("%s, once for %s and once for %s", text, written(p.first.For), written(p.later.For))
	}
	return text
}

// written returns a duration as it is written; one that is not there is 0s.
func written(s rulefile.Scalar) string {
	if !s.Present() {
		return "0s"
	}
	return s.Value
}

func report(pass *lint.Pass, p pair, message, related string) {
	pass.Report(lint.Diagnostic{
		File:    p.later.File,
		Span:    p.later.Name().Whole(),
		Message: message,
		Related: []lint.Related{{File: p.first.File, Span: p.first.Name().Whole(), Message: related}},
	})
}
