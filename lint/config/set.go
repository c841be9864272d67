package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
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
		read, failed := readText(check, key, text, Origin{Flag: "--set " + flag}, checks)
		settings = append(settings, read...)
		*errs = append(*errs, ofFlag(flag, failed)...)
	}
	return settings
}

// readTargetFlags reads what flags set of the target: KEY=VALUE.
func readTargetFlags(flags []string, errs *[]error) []setting {
	var read, written []setting
	for _, flag := range flags {
		key, text, ok := strings.Cut(flag, "=")
		if !ok {
			*errs = append(*errs, fmt.Errorf("config: %q: allowed is KEY=VALUE, where KEY is %s", flag, strings.Join(targetNames(), ", ")))
			continue
		}
		failed := readValue(text, Origin{Flag: "--target " + flag}, nil, func(r *reader, value *yaml.Node) {
			r.targetSetting(&yaml.Node{Kind: yaml.ScalarNode, Value: key}, value, nil, &read, &written)
		})
		*errs = append(*errs, ofFlag(flag, failed)...)
	}
	return append(read, written...)
}

// ofFlag names the flag in errors about it. Those about a place in a file are kept.
func ofFlag(flag string, errs []error) []error {
	named := make([]error, len(errs))
	for i, err := range errs {
		var inFile *rulefile.Error
		if named[i] = err; !errors.As(err, &inFile) {
			named[i] = fmt.Errorf("config: %q: %w", flag, err)
		}
	}
	return named
}

// readText reads one setting of a check whose value is given as YAML.
func readText(check, key, text string, from Origin, checks []*lint.Check) ([]setting, []error) {
	i := slices.IndexFunc(checks, func(c *lint.Check) bool { return c.Name == check })
	if i < 0 {
		return nil, []error{fmt.Errorf("no check is called %s; %s", check, nearest.Hint(check, checkNames(checks)))}
	}
	var read []setting
	errs := readValue(text, from, checks, func(r *reader, value *yaml.Node) {
		r.setting(checks[i], &yaml.Node{Kind: yaml.ScalarNode, Value: key}, value, nil, &read)
	})
	return read, errs
}

// readValue reads a value that is given as YAML and not in a file.
func readValue(text string, from Origin, checks []*lint.Check, read func(r *reader, value *yaml.Node)) []error {
	r := newReader("", []byte(text), checks)
	r.from = &from
	r.document(func(root *yaml.Node) { read(r, root) })
	for i, err := range r.errors {
		var inFile *rulefile.Error
		if errors.As(err, &inFile) && inFile.File == "" {
			r.errors[i] = errors.New(inFile.Message)
		}
	}
	return r.errors
}

// checkNames returns the names of checks.
func checkNames(checks []*lint.Check) []string {
	names := make([]string, len(checks))
	for i, check := range checks {
		names[i] = check.Name
	}
	return names
}
