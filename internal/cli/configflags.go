package cli

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/rules/metrics"
)

// configFlags say which configuration holds.
type configFlags struct {
	config string // path; "": the nearest
	over   config.Flags
}

// add declares the flags of a command.
func (f *configFlags) add(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.config, "config", "", "configuration file (default: the nearest "+config.Name+")")
	flags.StringVar(&f.over.Profile, "profile", "", "levels and target to begin with: "+strings.Join(config.ProfileNames(), ", "))
	flags.StringArrayVar(&f.over.Set, "set", nil, "level or option of a check: CHECK.KEY=VALUE, such as shortrange.level=off (repeatable)")
	flags.StringArrayVar(&f.over.Target, "target", nil, "the Prometheus that the rules are for: KEY=VALUE, such as scrapeInterval=15s (repeatable)")
	complete(command, "profile", config.ProfileNames())
}

// load returns the configuration that holds for the paths given.
func (f configFlags) load(paths []string) (*config.Config, error) {
	path := f.config
	if path == "" {
		here, err := os.Getwd()
		if err != nil {
			return nil, err
		}
		if path, err = config.Find(configFolder(here, paths)); err != nil {
			return nil, err
		}
		if short, err := filepath.Rel(here, path); err == nil && path != "" {
			path = short // what people read in messages
		}
	}
	return config.LoadWith(path, f.over, known)
}

// settingsOf returns what the configuration and the snapshots that it names say of the project.
func settingsOf(c *config.Config) (lint.Settings, error) {
	settings := c.Settings()
	settings.Metrics = metrics.Default()
	var errs []error
	for _, path := range slices.Backward(c.Snapshots) { // the last one put before the others is believed most
		source, err := os.ReadFile(path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		known, err := metrics.ReadSnapshot(path, source)
		errs = append(errs, err)
		settings.Metrics = settings.Metrics.With(metrics.Source{Kind: metrics.Snapshot, Name: path}, known)
	}
	return settings, errors.Join(errs...)
}

// configFolder returns the folder from which the configuration is looked for: that of the first path that is outside the
// repository of the folder here, or else here. Without a repository, outside is outside of here.
func configFolder(here string, paths []string) string {
	root := config.Root(here)
	if root == "" {
		root = here
	}
	for _, path := range paths {
		folder := folderOf(path)
		if !filepath.IsAbs(folder) {
			folder = filepath.Join(here, folder)
		}
		if inside, err := filepath.Rel(root, folder); path != walk.Stdin && (err != nil || !filepath.IsLocal(inside)) {
			return folder
		}
	}
	return here
}

// folderOf returns the folder that a path is, or is in; of a glob, that in which it is looked for.
func folderOf(path string) string {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return path
	case err == nil:
		return filepath.Dir(path)
	}
	folder, _ := doublestar.SplitPattern(filepath.ToSlash(path))
	return filepath.FromSlash(folder)
}
