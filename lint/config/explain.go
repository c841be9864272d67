package config

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules/rulefile"
)

// Origin is where a setting comes from. The zero Origin is the default of the check.
type Origin struct {
	Profile string       // the profile that sets it
	Paths   []string     // of the override that sets it
	File    string       // that it stands in, at Pos
	Pos     rulefile.Pos // of the value; zero: File is the configuration of a Prometheus that does not set it
	Flag    string       // the flag that sets it, as given
}

// String names the place: default, profile strict, .rulelint.yaml:12:5, override legacy/** (.rulelint.yaml:20:7), or the flag.
func (o Origin) String() string {
	switch {
	case o.Flag != "":
		return o.Flag
	case o.Profile != "":
		return "profile " + o.Profile
	case o.File != "" && o.Pos.Line == 0:
		return "default of Prometheus, unset in " + o.File
	case o.Paths != nil:
		return fmt.Sprintf("override %s (%s:%s)", strings.Join(o.Paths, ", "), o.File, o.Pos)
	case o.File != "":
		return fmt.Sprintf("%s:%s", o.File, o.Pos)
	default:
		return "default"
	}
}

// Setting is something that holds, with where it comes from.
type Setting struct {
	Name  string // "level", that of an option of the check, or that of a setting of the target
	Value any    // durations as text, such as 1m30s; nil: not known
	From  Origin
}

// Section is the settings of one check: the level first, then the options by name; or those of the target, by name.
type Section struct {
	Name     string // of the check, or TargetSection
	Settings []Setting
}

// TargetSection is the name of the section of the target.
const TargetSection = targetKey

// For returns what holds for the file of a name, or, for "", where no override does: the target, and each check in order.
func (c *Config) For(name string) []Section {
	h := c.holdFor(name)
	if name == "" {
		h = c.apply(c.matching(""))
	}
	target := Section{Name: TargetSection, Settings: settingsOf(fieldsOf(&h.target), h.origins[""])}
	for i, s := range target.Settings {
		if fieldsOf(&h.target)[s.Name].IsZero() {
			target.Settings[i].Value = nil
		}
	}
	all := []Section{target}
	for _, check := range h.checks {
		origins := h.origins[check.Name]
		level := Setting{levelKey, string(check.Severity), origins[levelKey]}
		all = append(all, Section{check.Name, append([]Setting{level}, settingsOf(optionsOf(check), origins)...)})
	}
	return all
}

// settingsOf returns the values of fields by name.
func settingsOf(fields map[string]reflect.Value, origins map[string]Origin) []Setting {
	var settings []Setting
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		settings = append(settings, Setting{name, Written(fields[name].Interface()), origins[name]})
	}
	return settings
}

// Written returns the value of an option as users write it: durations and regular expressions as text, lists and maps of what they write.
func Written(value any) any {
	if d, ok := value.(time.Duration); ok {
		return model.Duration(d).String()
	}
	if pattern, ok := value.(*regexp.Regexp); ok {
		return pattern.String()
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Slice:
		items := []any{}
		for i := range v.Len() {
			items = append(items, Written(v.Index(i).Interface()))
		}
		return items
	case reflect.Map:
		items := map[string]any{}
		for _, key := range v.MapKeys() {
			items[key.String()] = Written(v.MapIndex(key).Interface())
		}
		return items
	}
	return value
}
