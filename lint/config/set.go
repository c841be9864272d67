package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
)

// readSet reads what flags set: CHECK.level=LEVEL, CHECK.OPTION=VALUE.
func readSet(flags []string, checks []*lint.Check, errs *[]error) []setting {
	var settings []setting
	for _, flag := range flags {
		name, text, ok := strings.Cut(flag, "=")
		check, key, dotted := strings.Cut(name, ".")
		if !ok || !dotted {
			*errs = append(*errs, fmt.Errorf("config: %q: allowed are CHECK.level=LEVEL and CHECK.OPTION=VALUE", flag))
			continue
		}
		s, err := readText(check, key, text, Origin{Flag: "--set " + flag}, checks)
		if err != nil {
			*errs = append(*errs, fmt.Errorf("config: %q: %w", flag, err))
			continue
		}
		settings = append(settings, s)
	}
	return settings
}

// readText reads one setting whose value is given as YAML.
func readText(check, key, text string, from Origin, checks []*lint.Check) (setting, error) {
	i := slices.IndexFunc(checks, func(c *lint.Check) bool { return c.Name == check })
	if i < 0 {
		return setting{}, fmt.Errorf("no check is called %s; %s", check, nearest.Hint(check, checkNames(checks)))
	}
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		_, message := yamlError(err)
		return setting{}, fmt.Errorf("%s", message)
	}
	value := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
	if len(document.Content) > 0 {
		value = document.Content[0]
	}
	r := newReader("", []byte(text), checks)
	var read []setting
	r.setting(checks[i], &yaml.Node{Kind: yaml.ScalarNode, Value: key}, value, func(*yaml.Node) Origin { return from }, &read)
	if len(r.messages) > 0 {
		return setting{}, fmt.Errorf("%s", r.messages[0])
	}
	return read[0], nil
}

// checkNames returns the names of checks.
func checkNames(checks []*lint.Check) []string {
	names := make([]string, len(checks))
	for i, check := range checks {
		names[i] = check.Name
	}
	return names
}
