package config

import (
	"maps"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
)

// Profile is a set of levels and options to begin with.
type Profile struct {
	Name    string
	Summary string                          // for whom it is
	Levels  map[lint.Severity]lint.Severity // what becomes of the checks' own levels; what is missing stays
	On      []string                        // checks that are off by themselves, matters of opinion, and warnings here
	Checks  map[string]map[string]string    // by check: its level and options, as in the file
	Target  map[string]string               // its settings, as in the file
}

// Profiles are all that there are.
var Profiles = []Profile{
	{
		Name:    "default",
		Summary: "the checks' own levels and options",
	},
	{
		Name:    "strict",
		Summary: "every finding fails the build: warnings are errors, and what is worth knowing or a matter of opinion is a warning",
		Levels:  map[lint.Severity]lint.Severity{lint.Warning: lint.Error, lint.Info: lint.Warning},
		On:      []string{"alertname", "humanize", "required"},
	},
	{
		// The chart leaves scrapeInterval and evaluationInterval to the Prometheus Operator, which makes 30s of both.
		Name:    "kube-prometheus-stack",
		Summary: "what the defaults of that Helm chart imply, whatever the defaults here become",
		Target:  map[string]string{"scrapeInterval": "30s", "evaluationInterval": "30s"},
	},
}

// findProfile returns the profile of a name, nil if there is none.
func findProfile(name string) *Profile {
	i := slices.IndexFunc(Profiles, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &Profiles[i]
}

// profileHint says which profile may have been meant.
func profileHint(name string) string { return nearest.Hint(name, ProfileNames()) }

// ProfileNames returns the names of the profiles, in order.
func ProfileNames() []string {
	var names []string
	for _, profile := range Profiles {
		names = append(names, profile.Name)
	}
	return names
}

// settings returns what the profile sets of the checks and the target. It may be about checks that are not there.
func (p *Profile) settings(checks []*lint.Check) []setting {
	from := Origin{Profile: p.Name}
	var settings []setting
	for _, check := range checks {
		if level, ok := p.Levels[check.Severity]; ok {
			settings = append(settings, setting{check.Name, levelKey, reflect.ValueOf(level), from})
		}
		if check.Severity == lint.Off && slices.Contains(p.On, check.Name) {
			settings = append(settings, setting{check.Name, levelKey, reflect.ValueOf(lint.Warning), from})
		}
		for _, key := range slices.Sorted(maps.Keys(p.Checks[check.Name])) {
			read, _ := readText(check.Name, key, p.Checks[check.Name][key], from, checks) // a check of the same name may have other options
			settings = append(settings, read...)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(p.Target)) {
		readValue(p.Target[key], from, nil, func(r *reader, value *yaml.Node) {
			r.targetSetting(&yaml.Node{Kind: yaml.ScalarNode, Value: key}, value, nil, nil, &settings)
		})
	}
	return settings
}
