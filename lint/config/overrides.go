package config

import (
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
)

// readOverrides reads the list of overrides.
func (r *reader) readOverrides(value *yaml.Node) {
	if isNothing(value) {
		return
	}
	if value.Kind != yaml.SequenceNode {
		r.fail(r.span(value), "overrides must be a list, not %s", shown(value))
		return
	}
	for _, item := range value.Content {
		r.readOverride(resolved(item))
	}
}

// readOverride reads the settings for some files.
func (r *reader) readOverride(item *yaml.Node) {
	var paths, checks, target *yaml.Node
	before := len(r.errors)
	r.mapping(item, "an override", func(key, value *yaml.Node) {
		switch key.Value {
		case "paths":
			paths = value
		case "checks":
			checks = value
		case targetKey:
			target = value
		default:
			r.fail(r.span(key), "an override has no setting %s; %s", key.Value, nearest.Hint(key.Value, []string{"paths", "checks", targetKey}))
		}
	})
	var globs []string
	switch {
	case paths != nil:
		globs = r.globs(paths)
	case len(r.errors) == before:
		r.fail(r.span(item), "the override has no paths: it needs a list of globs")
	}
	l := layer{paths: globs}
	if checks != nil {
		r.readChecks(checks, globs, &l.settings)
	}
	if target != nil {
		r.readTarget(target, globs, &l.settings)
	}
	r.overrides = append(r.overrides, l)
}

// globs reads the paths of an override.
func (r *reader) globs(value *yaml.Node) []string {
	if value.Kind != yaml.SequenceNode || len(value.Content) == 0 {
		r.fail(r.span(value), `paths must be a list of globs, such as ["legacy/**"], not %s`, shown(value))
		return nil
	}
	var globs []string
	for _, item := range value.Content {
		item = resolved(item)
		glob := strings.TrimPrefix(item.Value, "./")
		switch {
		case item.Kind != yaml.ScalarNode || glob == "" || !doublestar.ValidatePattern(glob):
			r.fail(r.span(item), "path %s is not a glob", shown(item))
		case path.IsAbs(glob) || glob == ".." || strings.HasPrefix(glob, "../"):
			r.fail(r.span(item), "path %s matches nothing: paths are relative to the folder of this file and below it", shown(item))
		default:
			globs = append(globs, glob)
		}
	}
	return globs
}
