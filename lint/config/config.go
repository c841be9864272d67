// Package config reads .rulelint.yaml, which says how loud each check is and how it is set up:
//
//	profile: strict             # default, strict or kube-prometheus-stack
//	checks:
//	  shortrange:
//	    level: error            # off, info, warning or error
//	    samples: 5              # an option of the check
//	target:                     # the Prometheus that the rules are for: see lint.Target
//	  prometheusConfig: p.yml   # a configuration of Prometheus, to take its global settings from
//	  version: 2.53.0
//	metrics: [metrics.yaml]     # snapshots; without it .rulelint/metrics.yaml, if that is there
//	alertmanager: am.yml        # a configuration of Alertmanager, for its inhibition rules
//	overrides:
//	- paths: ["legacy/**"]      # globs, relative to the folder of this file
//	  checks:
//	    shortrange: {level: off}
//	  target: {scrapeInterval: 1m}
//
// Each of these changes what stands before it: the defaults, the profile, checks and target, the overrides in their order,
// and flags. What is not written keeps what it had. An unknown setting, profile, check, option or level, and a path that is
// no glob, are errors that say what is allowed.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/promwright/promwright/lint"
)

// Name is the name of the file.
const Name = ".rulelint.yaml"

// MaxSize is the size in bytes of the largest configuration that is read.
const MaxSize = 1 << 20

// Config is a configuration applied to checks.
type Config struct {
	Checks  []*lint.Check // all those known, configured, in their order
	Profile string        // its name

	Snapshots    []string // paths of the snapshots of metrics that the project has, the one to be believed most first
	Alertmanager string   // path of the configuration of Alertmanager; "": none

	inhibit []lint.InhibitRule // of that
	*layers
}

// Flags is what the command line sets.
type Flags struct {
	Profile string   // instead of that of the file; "" keeps it
	Set     []string // over everything else: "shortrange.level=error", "shortrange.samples=5"
	Target  []string // over everything else: "scrapeInterval=15s", "prometheusConfig=prometheus.yml"
}

// Find returns the path of the configuration that holds for dir: in it, or in the nearest folder above it, up to the root of
// the repository (the folder that holds .git) or of the file system. It returns "" if there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("config: %w", err)
	}
	for ; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, Name)
		switch _, err := os.Stat(path); {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("config: %w", err)
		}
		if isRoot(dir) || dir == filepath.Dir(dir) {
			return "", nil
		}
	}
}

// Root returns the folder of the repository that dir, which is absolute, is in; "" if it is in none.
func Root(dir string) string {
	for ; !isRoot(dir); dir = filepath.Dir(dir) {
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
	return dir
}

// isRoot tells whether a repository begins at dir.
func isRoot(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, ".git"))
	return err == nil
}

// Load reads the configuration at path and applies it to checks.
func Load(path string, checks []*lint.Check) (*Config, error) {
	return LoadWith(path, Flags{}, checks)
}

// LoadWith reads the configuration at path, none if that is "", and applies it and the flags to checks.
func LoadWith(path string, flags Flags, checks []*lint.Check) (*Config, error) {
	if path == "" {
		return parse(Name, nil, flags, checks)
	}
	source, err := readFile(path, MaxSize)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	return parse(path, source, flags, checks)
}

// Parse reads a configuration and applies it to copies of checks. The error joins a *rulefile.Error for each thing that is
// wrong; name is the file in them, whose folder the paths of overrides are relative to.
func Parse(name string, source []byte, checks []*lint.Check) (*Config, error) {
	return parse(name, source, Flags{}, checks)
}

func parse(name string, source []byte, flags Flags, checks []*lint.Check) (*Config, error) {
	folder, err := filepath.Abs(filepath.Dir(name))
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	r := newReader(name, source, checks)
	r.file()
	set := append(readSet(flags.Set, checks, &r.errors), readTargetFlags(flags.Target, &r.errors)...)
	profile := r.profile
	if flags.Profile != "" {
		if profile = findProfile(flags.Profile); profile == nil {
			r.errors = append(r.errors, fmt.Errorf("config: profile %q is unknown; %s", flags.Profile, profileHint(flags.Profile)))
		}
	}
	if len(r.errors) > 0 {
		return nil, errors.Join(r.errors...)
	}
	all := append([]layer{{settings: profile.settings(checks)}, {settings: r.settings}}, r.overrides...)
	l := &layers{defaults: checks, folder: folder, all: append(all, layer{settings: set})}
	c := &Config{
		Checks: l.configured(), Profile: profile.Name,
		Snapshots: r.snapshots, Alertmanager: r.alertmanager, inhibit: r.inhibit, layers: l,
	}
	if c.Snapshots == nil {
		c.Snapshots = defaultSnapshots(filepath.Dir(name))
	}
	return c, nil
}

// Settings returns what the configuration says of the project, but for what is known of metrics: that is in its Snapshots.
func (c *Config) Settings() lint.Settings {
	return lint.Settings{Targets: c.Target, Inhibit: c.inhibit}
}

// Level returns the level of a check, which must be one of Checks, for the file of a name.
func (c *Config) Level(check, name string) lint.Severity {
	for _, configured := range c.holdFor(name).checks {
		if configured.Name == check {
			return configured.Severity
		}
	}
	panic(fmt.Sprintf("config: there is no check %s", check))
}
