package goimport

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/promql/gosource"
	"github.com/promwright/promwright/rules/rulefile"
)

// pkg is a package that is written.
type pkg struct {
	name   string
	folder string // "" for the one that the source is written to
	groups []*group
	fluent bool
}

// group is a rule group in its package.
type group struct {
	*rulefile.Group
	plain rules.PlainGroup
	name  string // of its variable
	file  string // that it stands in, without .go
	rules []rule
}

// split returns the packages that hold the groups of files.
func split(files []*rulefile.File, o Options) ([]*pkg, error) {
	var all []*pkg
	var errs []error
	folders, taken, names := namer{}, namer{"metrics": true, "groups": true, "main": true}, namer{"Groups": true}
	seen := map[string]*rulefile.Group{}
	for _, f := range files {
		plain := rules.FromFile(f)
		for i, g := range f.Groups {
			if o.Package == "" {
				name := folders.free(packageName(g.Name.Value))
				p := &pkg{name: name, folder: name, fluent: o.Fluent}
				p.add(&group{Group: g, plain: plain[i], name: "Group", file: name}, namer{"Group": true})
				all = append(all, p)
				continue
			}
			if other := seen[g.Name.Value]; other != nil {
				errs = append(errs, fmt.Errorf("%s:%s: group %s is in %s:%s too, and one package holds a name once: let each group be a package",
					f.Name, g.Name.Pos(0), g.Name.Value, other.File.Name, other.Name.Pos(0)))
				continue
			}
			seen[g.Name.Value] = g
			if len(all) == 0 {
				all = append(all, &pkg{name: o.Package, fluent: o.Fluent})
			}
			all[0].add(&group{Group: g, plain: plain[i], name: names.free(exported(g.Name.Value) + "Group"), file: taken.free(packageName(g.Name.Value))}, names)
		}
	}
	if len(all) == 0 && len(errs) == 0 {
		errs = append(errs, errors.New("there are no rule groups in what was read"))
	}
	return all, errors.Join(errs...)
}

// add adds a group to the package, whose rules get names that are free.
func (p *pkg) add(g *group, names namer) {
	for i, r := range g.Group.Rules {
		g.rules = append(g.rules, rule{r, g.plain.Rules[i], names.free(ruleNames(r)...), accepted(g.plain.Rules[i])})
	}
	p.groups = append(p.groups, g)
}

// sources returns the files of the package: one for each group, one for the metrics that methods read, one that lists several groups.
func (p *pkg) sources() ([]Source, error) {
	var w *gosource.Writer
	if p.fluent {
		w = &gosource.Writer{Kind: kindOf, Taken: p.taken}
	}
	var all []Source
	add := func(name string, body string) error {
		source, err := formatted(path.Join(p.folder, name+".go"), []byte(p.head(body, len(all) == 0)+body))
		all = append(all, source)
		return err
	}
	var errs []error
	for _, g := range p.groups {
		errs = append(errs, add(g.file, g.source(w)))
	}
	if w != nil && len(w.Metrics()) > 0 {
		errs = append(errs, add("metrics", declarations(w)))
	}
	if p.folder == "" {
		errs = append(errs, add("groups", p.list()))
	}
	return all, errors.Join(errs...)
}

// taken reports whether a name in the package means something else than a metric.
func (p *pkg) taken(name string) bool {
	return slices.ContainsFunc(p.groups, func(g *group) bool {
		return g.name == name || slices.ContainsFunc(g.rules, func(r rule) bool { return r.name == name })
	})
}

// head returns what stands before the body of a file. The first file of a package describes it.
func (p *pkg) head(body string, first bool) string {
	var b strings.Builder
	if first {
		fmt.Fprintf(&b, "// Package %s has the rules of %s.\npackage %s\n", p.name, p.described(), p.name)
	} else {
		fmt.Fprintf(&b, "package %s\n", p.name)
	}
	b.WriteString(imports(body))
	return b.String()
}

// described names what the package holds, and where it comes from.
func (p *pkg) described() string {
	if len(p.groups) == 1 {
		return fmt.Sprintf("group %s, which came from %s", printable(p.groups[0].Name.Value), printable(p.groups[0].File.Name))
	}
	var names []string
	for _, g := range p.groups {
		if !slices.Contains(names, g.File.Name) {
			names = append(names, g.File.Name)
		}
	}
	if len(names) > 3 {
		names = append(names[:3:3], fmt.Sprintf("%d other files", len(names)-3))
	}
	return fmt.Sprintf("%d groups, which came from %s", len(p.groups), printable(strings.Join(names, ", ")))
}

// printable returns s as it can stand in a line of a comment.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// list returns the function that returns all groups.
func (p *pkg) list() string {
	var b strings.Builder
	b.WriteString("\n// Groups returns all groups of the package.\nfunc Groups() rules.Groups {\nreturn rules.Groups{\n")
	for _, g := range p.groups {
		fmt.Fprintf(&b, "%s,\n", g.name)
	}
	b.WriteString("}\n}\n")
	return b.String()
}

// declarations returns the variables of the metrics that w has seen.
func declarations(w *gosource.Writer) string {
	var b strings.Builder
	b.WriteString("\nvar (\n")
	for _, m := range w.Metrics() {
		fmt.Fprintf(&b, "%s = %s\n", m.Var, m.Declaration())
	}
	b.WriteString(")\n")
	return b.String()
}

// catalogue is what is known of metrics.
var catalogue = sync.OnceValue(metrics.Default)

// kindOf returns what a metric is declared as.
func kindOf(metric string) gosource.Kind {
	s := catalogue().Series(metric)
	switch {
	case s.Monotonic():
		return gosource.Counter
	case s.Type == metrics.Info:
		return gosource.Info
	case s.Type == metrics.Gauge:
		return gosource.Gauge
	}
	return gosource.Metric
}

// imports returns the import declaration that source needs.
func imports(source string) string {
	const module = "github.com/promwright/promwright/rules"
	var standard, own []string
	for _, p := range []struct{ use, path string }{{"math.", "math"}, {"time.", "time"}} {
		if uses(source, p.use) {
			standard = append(standard, fmt.Sprintf("%q\n", p.path))
		}
	}
	for _, p := range []struct{ use, path string }{{"rules.", module}, {"promql.", module + "/promql"}} {
		if uses(source, p.use) {
			own = append(own, fmt.Sprintf("%q\n", p.path))
		}
	}
	return "\nimport (\n" + strings.Join(standard, "") + "\n" + strings.Join(own, "") + ")\n"
}
