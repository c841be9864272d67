package config

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// setting gives a value to the level or an option of a check, or, where check is "", to a setting of the target.
type setting struct {
	check, key string
	value      reflect.Value // of the type of the option, or a lint.Severity
	from       Origin
}

// levelKey is the setting that every check has.
const levelKey = "level"

// layer is settings that stand together, for some files or for all.
type layer struct {
	paths    []string // globs; nil: every file
	settings []setting
}

// layers are what is set, the last word last.
type layers struct {
	defaults []*lint.Check
	folder   string // that globs are relative to
	all      []layer

	byName    sync.Map // what holds for a file of that name, as *holding
	byMatches sync.Map // and where the same layers match
}

// holding is what holds for some files.
type holding struct {
	checks  []*lint.Check // in the order of the defaults
	target  lint.Target
	origins map[string]map[string]Origin // by check, "" for the target, and key; what is missing is the default
}

// configured returns the checks as they are for files that no path is about. Those that paths are about know it.
func (l *layers) configured() []*lint.Check {
	configured := l.apply(l.matching("")).checks
	perFile := map[string]bool{}
	for _, layer := range l.all {
		for _, s := range layer.settings {
			perFile[s.check] = perFile[s.check] || layer.paths != nil
		}
	}
	for i, check := range configured {
		if perFile[check.Name] {
			check.PerFile = func(file *rulefile.File) (lint.Severity, any) {
				c := l.holdFor(file.Name).checks[i]
				return c.Severity, c.Options
			}
		}
	}
	return configured
}

// matching tells of each layer whether it is about the path; about "" are those that are about every file.
func (l *layers) matching(path string) []bool {
	matching := make([]bool, len(l.all))
	for i, layer := range l.all {
		matching[i] = layer.paths == nil || matchesAny(layer.paths, path)
	}
	return matching
}

// apply returns what holds where those layers do.
func (l *layers) apply(matching []bool) *holding {
	h := &holding{target: lint.DefaultTarget, origins: map[string]map[string]Origin{"": {}}}
	byName := map[string]*lint.Check{}
	for _, check := range l.defaults {
		c := clone(check)
		h.checks, byName[c.Name], h.origins[c.Name] = append(h.checks, c), c, map[string]Origin{}
	}
	for i, layer := range l.all {
		if !matching[i] {
			continue
		}
		for _, s := range layer.settings {
			switch {
			case s.check == "":
				fieldsOf(&h.target)[s.key].Set(s.value)
			case s.key == levelKey:
				byName[s.check].Severity = s.value.Interface().(lint.Severity)
			default:
				optionsOf(byName[s.check])[s.key].Set(s.value)
			}
			h.origins[s.check][s.key] = s.from
		}
	}
	return h
}

// holdFor returns what holds for the file of a name.
func (l *layers) holdFor(name string) *holding {
	if h, ok := l.byName.Load(name); ok {
		return h.(*holding)
	}
	matching := l.matching(l.relative(name))
	key := fmt.Sprint(matching)
	h, ok := l.byMatches.Load(key)
	if !ok {
		h, _ = l.byMatches.LoadOrStore(key, l.apply(matching))
	}
	l.byName.Store(name, h)
	return h.(*holding)
}

// relative returns the path of a file as seen from the folder of the configuration, with slashes; "" if it is outside.
func (l *layers) relative(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return ""
	}
	path, err = filepath.Rel(l.folder, path)
	if err != nil || path == ".." || strings.HasPrefix(path, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(path)
}

// matchesAny tells whether one of the globs, which are all valid, is about the path.
func matchesAny(globs []string, path string) bool {
	for _, glob := range globs {
		if path != "" && doublestar.MatchUnvalidated(glob, path) {
			return true
		}
	}
	return false
}
