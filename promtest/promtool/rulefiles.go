package promtool

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/bmatcuk/doublestar/v4"

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

// rulesOf reads the rule files that the patterns name, each once, in order. It returns their groups and what is wrong with them; a
// pattern that names no file is an error of r.
func (l *Loader) rulesOf(r *reader, patterns []pattern) (rules.PlainGroups, []error) {
	var groups rules.PlainGroups
	var errs []error
	seen := map[string]string{} // path by absolute path
	for _, p := range patterns {
		for _, path := range r.paths(p) {
			key := absolute(path)
			if first, twice := seen[key]; twice {
				if first == path {
					continue
				}
				r.quirk(r.resolve(p.node), "rule file %q: %s is also read as %s, and promtool evaluates its rules twice", p.glob, path, first)
			}
			seen[key] = path
			f := l.ruleFile(path)
			groups = append(groups, f.groups...)
			errs = append(errs, f.errs...)
			if f.empty && len(f.errs) == 0 {
				r.fail(r.resolve(p.node), "rule file %q: %s is neither a rule file nor a PrometheusRule", p.glob, path)
			}
		}
	}
	return groups, errs
}

// paths returns the files that a pattern names. That there is none is an error; under Compat a warning, as in promtool.
func (r *reader) paths(p pattern) []string {
	paths, err := p.paths(filepath.Dir(r.file), r.options.Compat)
	if err != nil {
		r.fail(r.resolve(p.node), "rule file %q: %v", p.glob, err)
		return nil
	}
	if len(paths) > 0 {
		return paths
	}
	what := "no such file"
	if strings.ContainsAny(p.glob, "*?[{") {
		what = "no file matches"
	}
	n := r.resolve(p.node)
	if r.options.Compat {
		r.warnings = append(r.warnings, r.at(n, "rule file %q: %s, relative to the directory of the test file", p.glob, what))
	} else {
		r.fail(n, "rule file %q: %s, relative to the directory of the test file", p.glob, what)
	}
	return nil
}

// absolute returns the path by which one file is known, however it is named.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// paths returns the files that the pattern names, as promtool does: relative to dir, in the order of their names. Beyond
// promtool it understands ** and, where no file has that very name, {a,b}; but not if the answer is to be that of promtool.
func (p pattern) paths(dir string, compat bool) ([]string, error) {
	if p.glob == "" {
		return nil, nil
	}
	glob := p.glob
	if !filepath.IsAbs(glob) {
		glob = filepath.Join(dir, glob)
	}
	deep := strings.Contains(p.glob, "**")
	if !deep || compat {
		paths, err := filepath.Glob(glob)
		if err != nil || compat || len(paths) > 0 || !strings.Contains(p.glob, "{") {
			return paths, err
		}
	}
	paths, err := doublestar.FilepathGlob(glob, doublestar.WithFilesOnly())
	slices.Sort(paths)
	return paths, err
}

// ruleFile returns a rule file, read if it was not yet.
func (l *Loader) ruleFile(path string) *ruleFile {
	l.mu.Lock()
	if l.rules == nil {
		l.rules = map[string]*ruleFile{}
	}
	f := l.rules[path]
	if f == nil {
		f = &ruleFile{}
		l.rules[path] = f
	}
	l.mu.Unlock()
	f.once.Do(func() { f.read(path, l.Options) })
	return f
}

// read reads and checks the file.
func (f *ruleFile) read(path string, o Options) {
	file := rulefile.ReadFile(path)
	if file.IsTemplate() { // what its actions print is not known, and no rule to evaluate
		f.errs = []error{&rulefile.Error{File: path, Span: rulefile.Span{Start: file.Pos(0), End: file.Pos(0)},
			Message: "this is a Helm template: render it first, as helm template does"}}
		return
	}
	for _, err := range file.Errors {
		if o.IgnoreUnknownFields && err.UnknownField {
			continue
		}
		f.errs = append(f.errs, err)
	}
	f.empty = len(file.Groups) == 0 && !slices.ContainsFunc(file.Documents, func(d rulefile.Document) bool { return d.Kind != rulefile.Other }) &&
		len(strings.TrimSpace(string(file.Source))) > 0
	for rule := range file.Rules() {
		f.errs = append(f.errs, checkRule(rule, o.Features)...)
	}
	f.groups = rules.FromFile(file)
}
