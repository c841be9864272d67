package promtool

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

// ruleFile is a rule file that is read once, when it is first needed.
type ruleFile struct {
	once   sync.Once
	groups rules.PlainGroups
	empty  bool // no document of it is one of rules
	errs   []error
}

// rulesOf reads the rule files that the patterns name, each once, in order. It returns their groups, the names of their
// alerts, and what is wrong with them; a pattern that names no file is an error of r.
func (l *Loader) rulesOf(r *reader, patterns []pattern) (rules.PlainGroups, map[string]bool, []error) {
	var groups rules.PlainGroups
	var errs []error
	seen := map[string]bool{}
	for _, p := range patterns {
		paths, err := p.paths(filepath.Dir(r.file))
		if err != nil {
			r.fail(r.resolve(p.node), "rule file %q: %v", p.glob, err)
			continue
		}
		if len(paths) == 0 {
			what := "no such file"
			if strings.ContainsAny(p.glob, "*?[{") {
				what = "no file matches"
			}
			r.fail(r.resolve(p.node), "rule file %q: %s, relative to the directory of the test file", p.glob, what)
			continue
		}
		for _, path := range paths {
			if seen[path] {
				continue
			}
			seen[path] = true
			f := l.ruleFile(path)
			groups = append(groups, f.groups...)
			errs = append(errs, f.errs...)
			if f.empty && len(f.errs) == 0 {
				r.fail(r.resolve(p.node), "rule file %q: %s is neither a rule file nor a PrometheusRule", p.glob, path)
			}
		}
	}
	return groups, alerts(groups), errs
}

func alerts(groups rules.PlainGroups) map[string]bool {
	names := map[string]bool{}
	for _, g := range groups {
		for _, r := range g.Rules {
			if r.Alert != "" {
				names[r.Alert] = true
			}
		}
	}
	return names
}

// paths returns the files that the pattern names, as promtool does: relative to dir, in the order of their names. Beyond
// promtool it understands ** and {a,b}.
func (p pattern) paths(dir string) ([]string, error) {
	if p.glob == "" {
		return nil, nil
	}
	glob := p.glob
	if !filepath.IsAbs(glob) {
		glob = filepath.Join(dir, glob)
	}
	paths, err := filepath.Glob(glob)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 && strings.ContainsAny(p.glob, "*{") {
		paths, err = doublestar.FilepathGlob(glob, doublestar.WithFilesOnly())
		slices.Sort(paths)
	}
	return paths, err
}

// ruleFile returns a rule file, read if it was not yet.
func (l *Loader) ruleFile(path string) *ruleFile {
	key := path
	if abs, err := filepath.Abs(path); err == nil {
		key = abs
	}
	l.mu.Lock()
	if l.rules == nil {
		l.rules = map[string]*ruleFile{}
	}
	f := l.rules[key]
	if f == nil {
		f = &ruleFile{}
		l.rules[key] = f
	}
	l.mu.Unlock()
	f.once.Do(func() { f.read(path) })
	return f
}

// read reads and checks the file.
func (f *ruleFile) read(path string) {
	file := rulefile.ReadFile(path)
	if file.IsTemplate() { // what its actions print is not known, and no rule to evaluate
		f.errs = []error{&rulefile.Error{File: path, Span: rulefile.Span{Start: file.Pos(0), End: file.Pos(0)},
			Message: "this is a Helm template: render it first, as helm template does"}}
		return
	}
	for _, err := range file.Errors {
		f.errs = append(f.errs, err)
	}
	f.empty = len(file.Groups) == 0 && !slices.ContainsFunc(file.Documents, func(d rulefile.Document) bool { return d.Kind != rulefile.Other }) &&
		len(strings.TrimSpace(string(file.Source))) > 0
	for rule := range file.Rules() {
		f.errs = append(f.errs, checkRule(rule)...)
	}
	f.groups = rules.FromFile(file)
}

// checkRule returns what Prometheus would refuse in a rule beyond its form: PromQL and templates that do not parse.
func checkRule(r *rulefile.Rule) []error {
	var errs []error
	if _, err := r.Query(); err != nil && r.Expr.Present() {
		errs = append(errs, exprError(r, err))
	}
	if !r.IsAlert() {
		return errs
	}
	for _, m := range []rulefile.Map{r.Labels, r.Annotations} {
		for _, pair := range m {
			if err := checkTemplate(r.Alert.Value, pair.Value.Value); err != nil {
				errs = append(errs, at(r, pair.Value.Pos(0), "template of "+pair.Key.Value+": "+err.Error()))
			}
		}
	}
	return errs
}

// exprError points at the byte at which an expression stops to parse.
func exprError(r *rulefile.Rule, err error) error {
	offset, text := 0, err.Error()
	if parse, ok := err.(parser.ParseErrors); ok && len(parse) > 0 {
		offset, text = int(parse[0].PositionRange.Start), parse[0].Err.Error()
	}
	offset = min(max(offset, 0), len(r.Expr.Value))
	return at(r, r.Expr.Pos(offset), "expression: "+text)
}

func at(r *rulefile.Rule, p rulefile.Pos, message string) error {
	return &Error{File: r.File.Name, Line: p.Line, Column: p.Column, Message: message}
}
