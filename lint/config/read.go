package config

import (
	"fmt"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// reader reads one file and collects what is wrong with it.
type reader struct {
	name   string
	source []byte
	lines  []int // offsets of their first bytes
	checks []*lint.Check

	from *Origin // of all that is read, where that is not a file

	profile   *Profile
	settings  []setting
	overrides []layer
	snapshots []string

	alertmanager string // path
	inhibit      []lint.InhibitRule

	errors []error
}

func newReader(name string, source []byte, checks []*lint.Check) *reader {
	return &reader{name: name, source: source, lines: lineStarts(source), checks: checks, profile: &Profiles[0]}
}

// fail records that what stands at span is wrong.
func (r *reader) fail(span rulefile.Span, format string, args ...any) {
	r.errors = append(r.errors, &rulefile.Error{File: r.name, Span: span, Message: fmt.Sprintf(format, args...)})
}

// topLevel are the settings of a file.
var topLevel = []string{"profile", "checks", targetKey, metricsKey, alertmanagerKey, "overrides"}

// file reads the whole file.
func (r *reader) file() {
	r.document(func(root *yaml.Node) { r.mapping(root, "the configuration", r.topLevel) })
}

// document reads the root of the file: null if there is nothing but comments in it.
func (r *reader) document(read func(root *yaml.Node)) {
	var document yaml.Node
	if err := yaml.Unmarshal(r.source, &document); err != nil {
		line, message := yamlError(err)
		r.fail(r.lineSpan(line), "%s", message)
		return
	}
	if len(document.Content) == 0 {
		document.Content = []*yaml.Node{{Kind: yaml.ScalarNode, Tag: "!!null", Line: 1, Column: 1}}
	}
	read(document.Content[0])
}

// topLevel reads one of the settings of a file.
func (r *reader) topLevel(key, value *yaml.Node) {
	switch key.Value {
	case "profile":
		r.readProfile(value)
	case "checks":
		r.readChecks(value, nil, &r.settings)
	case targetKey:
		r.readTarget(value, nil, &r.settings)
	case metricsKey:
		r.readMetrics(value)
	case alertmanagerKey:
		r.readAlertmanager(value)
	case "overrides":
		r.readOverrides(value)
	default:
		r.fail(r.span(key), "there is no setting %s; %s", key.Value, nearest.Hint(key.Value, topLevel))
	}
}

// readProfile reads the name of a profile.
func (r *reader) readProfile(value *yaml.Node) {
	profile := findProfile(value.Value)
	if value.Kind != yaml.ScalarNode || profile == nil {
		r.fail(r.span(value), "profile %s is unknown; %s", shown(value), profileHint(value.Value))
		return
	}
	r.profile = profile
}

// origin is where a value stands; paths are those of the override that it stands in.
func (r *reader) origin(value *yaml.Node, paths []string) Origin {
	if r.from != nil {
		return *r.from
	}
	return Origin{File: r.name, Pos: r.position(value.Line, value.Column), Paths: paths}
}

// readChecks reads the settings of checks.
func (r *reader) readChecks(value *yaml.Node, paths []string, into *[]setting) {
	r.mapping(value, "checks", func(key, value *yaml.Node) {
		i := slices.IndexFunc(r.checks, func(c *lint.Check) bool { return c.Name == key.Value })
		if i < 0 {
			r.fail(r.span(key), "no check is called %s; %s", key.Value, nearest.Hint(key.Value, checkNames(r.checks)))
			return
		}
		r.mapping(value, "check "+key.Value, func(key, value *yaml.Node) {
			r.setting(r.checks[i], key, value, paths, into)
		})
	})
}

// setting reads the level or an option of a check.
func (r *reader) setting(check *lint.Check, key, value *yaml.Node, paths []string, into *[]setting) {
	read, ok := reflect.Value{}, false
	if key.Value == levelKey {
		read, ok = r.level(value, check)
	} else {
		read, ok = r.option(check, key, value)
	}
	if ok {
		*into = append(*into, setting{check.Name, key.Value, read, r.origin(value, paths)})
	}
}

// moved are options that there once were, and where they are now.
var moved = map[string]string{"shortrange.scrapeInterval": targetKey + ".scrapeInterval"}

// option reads an option of a check.
func (r *reader) option(check *lint.Check, key, value *yaml.Node) (reflect.Value, bool) {
	options := optionsOf(check)
	option, ok := options[key.Value]
	if home, moved := moved[check.Name+"."+key.Value]; moved && !ok {
		r.fail(r.span(key), "check %s has no option %s any more: it is %s, for all checks", check.Name, key.Value, home)
		return option, false
	}
	if !ok {
		allowed := []string{levelKey}
		for name := range options {
			allowed = append(allowed, name)
		}
		r.fail(r.span(key), "check %s has no option %s; %s", check.Name, key.Value, nearest.Hint(key.Value, allowed))
		return option, false
	}
	read := reflect.New(option.Type()).Elem()
	before := len(r.errors)
	r.value(value, "option "+key.Value, read)
	return read, len(r.errors) == before
}

// level reads how loud the check is.
func (r *reader) level(value *yaml.Node, check *lint.Check) (reflect.Value, bool) {
	severity, err := lint.ParseSeverity(value.Value)
	if value.Kind != yaml.ScalarNode || err != nil {
		r.fail(r.span(value), "level %s of check %s is unknown; %s", shown(value), check.Name, nearest.Hint(value.Value, levels()))
		return reflect.Value{}, false
	}
	return reflect.ValueOf(severity), true
}

// levels returns the names of the levels.
func levels() []string {
	var names []string
	for _, severity := range lint.Severities {
		names = append(names, string(severity))
	}
	return names
}
