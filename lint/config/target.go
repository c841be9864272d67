package config

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// targetKey is the setting that says which Prometheus the rules are for. Its own settings are the fields of [lint.Target],
// and prometheusKey.
const targetKey = "target"

// Target returns the Prometheus that the rules of a file are for. It is safe for concurrent use.
func (c *Config) Target(file *rulefile.File) lint.Target { return c.holdFor(file.Name).target }

// targetNames returns the names of the settings of a target, in order.
func targetNames() []string {
	names := append(slices.Collect(maps.Keys(fieldsOf(&lint.Target{}))), prometheusKey)
	slices.Sort(names)
	return names
}

// readTarget reads the settings of a target. What is written wins over what is read from the configuration of a Prometheus.
func (r *reader) readTarget(value *yaml.Node, paths []string, into *[]setting) {
	var read, written []setting
	r.mapping(value, targetKey, func(key, value *yaml.Node) { r.targetSetting(key, value, paths, &read, &written) })
	*into = append(append(*into, read...), written...)
}

// targetSetting reads one setting of a target into written, or from the configuration of a Prometheus several into read.
func (r *reader) targetSetting(key, value *yaml.Node, paths []string, read, written *[]setting) {
	if key.Value == prometheusKey {
		r.readPrometheus(value, paths, read)
		return
	}
	field, ok := targetField(key.Value)
	if !ok {
		r.fail(r.span(key), "%s has no setting %s; %s", targetKey, key.Value, nearest.Hint(key.Value, targetNames()))
		return
	}
	before := len(r.errors)
	r.value(value, key.Value+" of "+targetKey, field)
	if len(r.errors) > before {
		return
	}
	if fault := targetFault(key.Value, field.Interface()); fault != "" {
		r.fail(r.span(value), "%s of %s %s, not %s", key.Value, targetKey, fault, shown(value))
		return
	}
	*written = append(*written, setting{key: key.Value, value: field, from: r.origin(value, paths)})
}

// targetField returns a new value for a setting of a target.
func targetField(name string) (reflect.Value, bool) {
	field, ok := fieldsOf(&lint.Target{})[name]
	return field, ok
}

// versionForm is a version of Prometheus.
var versionForm = lazyregexp.New(`^\d+\.\d+(\.\d+)?$`)

// targetFault says what a value must be that a target cannot have; "" if it can.
func targetFault(key string, value any) string {
	switch v := value.(type) {
	case time.Duration:
		if v == 0 && key != "retention" {
			return "must be above 0"
		}
	case string:
		if !versionForm.MatchString(v) {
			return "must be a version such as 2.53 or 3.5.0"
		}
	}
	return ""
}
