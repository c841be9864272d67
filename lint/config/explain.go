package config

import (
	"fmt"
	"maps"
	"reflect"
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

// Setting is a level or an option of a check, with where it comes from.
type Setting struct {
	Name  string // "level", or that of the option
	Value any    // durations as text, such as 1m30s
	From  Origin
}

// CheckSettings are the settings of one check: the level first, then the options by name.
type CheckSettings struct {
	Check    string
	Settings []Setting
}

// For returns what holds for the file of a name, or, for "", where no override does: for each check in order.
func (c *Config) For(name string) []CheckSettings {
	h := c.holdFor(name)
	if name == "" {
		h = c.apply(c.matching(""))
	}
	var all []CheckSettings
	for _, check := range h.checks {
		origins := h.origins[check.Name]
		settings := []Setting{{levelKey, string(check.Severity), origins[levelKey]}}
		options := Options(check)
		for _, option := range slices.Sorted(maps.Keys(options)) {
			settings = append(settings, Setting{option, Written(options[option]), origins[option]})
		}
		all = append(all, CheckSettings{check.Name, settings})
	}
	return all
}

// Written returns the value of an option as users write it: durations as text, lists and maps of what they write.
func Written(value any) any {
	if d, ok := value.(time.Duration); ok {
		return model.Duration(d).String()
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
