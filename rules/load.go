package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/promql"
	"github.com/promwright/promwright/rules/rulefile"
)

// Loaded is a set of rules that someone else wrote, read from files, to be changed and generated. It is a [Source], and what
// is not changed stays as it was, expressions to the byte.
//
//	set := rules.Load(os.DirFS("vendor/kube-prometheus"), "*-prometheusRule.yaml")
//	set.Alert("NodeFilesystemAlmostOutOfSpace", `severity="critical"`).Threshold(8).For(10 * time.Minute)
//	set.Alert("InfoInhibitor").Drop()
//	set.Rules().Where(`cluster="prod"`)
//
// What goes wrong, a file that cannot be read or a change that finds nothing to change, is an error of the set: Plain returns all
// of them. A Loaded is changed in place, in the order of the calls.
type Loaded struct {
	groups []*loadedGroup
	errs   []error
	broken bool // some rules could not be read: that others are not found is no news
}

var _ Source = (*Loaded)(nil)

// A loadedGroup is a group without its rules, and those.
type loadedGroup struct {
	Group
	at    string
	rules []*loadedRule
}

// A loadedRule is a rule that was read: one of alert and recording is set.
type loadedRule struct {
	alert     *Alert
	recording *Recording
	group     *loadedGroup
	at        string            // file:line:column where it was read
	texts     map[string]string // the annotations as their author wrote them, with what followed a change
}

// Load reads the rules of the files of fsys that globs match, as [fs.Glob] does, in whatever they are wrapped that package rulefile
// knows. A glob that matches no file, a file without rules, broken files and templates of Helm charts, which have to be rendered first,
// are errors of what is returned.
func Load(fsys fs.FS, globs ...string) *Loaded {
	l := &Loaded{}
	seen := map[string]bool{}
	for _, glob := range globs {
		names, err := fs.Glob(fsys, glob)
		switch {
		case err != nil:
			l.fail("%s: %w", glob, err)
		case len(names) == 0:
			l.fail("no file matches %s", glob)
		}
		for _, name := range names {
			if !seen[name] {
				seen[name] = true
				l.read(fsys, name)
			}
		}
	}
	if len(globs) == 0 {
		l.fail("no file is named")
	}
	l.broken = len(l.errs) > 0
	return l
}

// read adds the rules of a file.
func (l *Loaded) read(fsys fs.FS, name string) {
	src, err := fsys.Open(name)
	if err != nil {
		l.fail("%w", err)
		return
	}
	defer src.Close()
	f := rulefile.ReadFrom(name, src)
	for _, err := range f.Errors {
		l.errs = append(l.errs, err)
	}
	switch {
	case f.IsTemplate():
		l.errs = append(l.errs, fmt.Errorf("%s: rules: the file is a template of a Helm chart: render it first, with helm template", name))
	case len(f.Errors) > 0:
	case len(f.Groups) == 0:
		l.errs = append(l.errs, fmt.Errorf("%s: rules: the file has no rules", name))
	default:
		l.add(f)
	}
}

// add adds the rules of f.
func (l *Loaded) add(f *rulefile.File) {
	for i, plain := range FromFile(f) {
		group := f.Groups[i]
		for _, key := range group.Further {
			l.errs = append(l.errs, &rulefile.Error{File: f.Name, Span: key.Whole(), Message: "field " + key.Value + " is one that no rules.Group holds: it would be lost"})
		}
		loaded := &loadedGroup{at: plain.At, Group: Group{
			Name: plain.Name, Interval: plain.Interval, QueryOffset: plain.QueryOffset, Limit: plain.Limit, Labels: plain.Labels,
			PartialResponseStrategy: plain.PartialResponseStrategy, SourceTenants: plain.SourceTenants,
		}}
		for j, rule := range plain.Rules {
			if err := readable(group.Rules[j]); err != nil {
				l.errs = append(l.errs, err)
				continue
			}
			for _, p := range group.Rules[j].Annotations {
				if strings.Contains(p.Value.Value, Threshold) {
					l.errs = append(l.errs, &rulefile.Error{File: f.Name, Span: p.Value.Whole(), Message: "the annotation says " + Threshold + ", in place of which a number would stand"})
				}
			}
			loaded.rules = append(loaded.rules, load(loaded, rule))
		}
		l.groups = append(l.groups, loaded)
	}
}

// readable returns the error of a rule whose expression is not PromQL.
func readable(r *rulefile.Rule) error {
	_, err := r.Query()
	if err == nil {
		return nil
	}
	span, message := r.Expr.Whole(), err.Error()
	var faults parser.ParseErrors
	if errors.As(err, &faults) && len(faults) > 0 {
		at := faults[0].PositionRange
		end := len(r.Expr.Value)
		start := min(max(0, int(at.Start)), end)
		span, message = r.Expr.Span(start, min(max(start, int(at.End)), end)), faults[0].Err.Error()
	}
	return &rulefile.Error{File: r.File.Name, Span: span, Message: message}
}

// load returns r with those labels and annotations in fields that have one.
func load(group *loadedGroup, r PlainRule) *loadedRule {
	loaded := &loadedRule{group: group, at: r.At}
	if r.Record != "" {
		loaded.recording = &Recording{Name: r.Record, Expr: promql.Text(r.Expr), Labels: r.Labels}
		return loaded
	}
	loaded.texts = maps.Clone(r.Annotations)
	a := &Alert{Name: r.Alert, Expr: promql.Text(r.Expr), For: r.For, KeepFiringFor: r.KeepFiringFor, Labels: some(r.Labels), Annotations: some(r.Annotations)}
	a.Severity = Severity(take(a.Labels, "severity"))
	a.Summary, a.Description = take(a.Annotations, "summary"), take(a.Annotations, "description")
	a.RunbookURL = take(a.Annotations, "runbook_url")
	a.MissingLabels, a.RawCounter = printsMissing(*a), comparesRaw(*a)
	loaded.alert = a
	return loaded
}

// take removes a value from a map and returns it. An empty one, which fields cannot tell from none, stays.
func take(values map[string]string, key string) string {
	value := values[key]
	if value != "" {
		delete(values, key)
	}
	return value
}

// some returns values, made if they are nil, so that [Selection.Each] can add to them.
func some(values map[string]string) map[string]string {
	if values == nil {
		return map[string]string{}
	}
	return values
}
