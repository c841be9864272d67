package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/lint/checks"
	"github.com/promwright/promwright/lint/config"
)

func newConfig() *cobra.Command {
	var path string
	command := &cobra.Command{
		Use:   "config [FILE]",
		Short: "Print the levels and options that hold, for a file or in general, and where each is set",
		Example: `  rulelint config
  rulelint config legacy/node.yaml     with the overrides for that file`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			nearest, err := configPath(path)
			if err != nil {
				return err
			}
			loaded, err := config.LoadWith(nearest, config.Flags{}, checks.All)
			if err != nil {
				return err
			}
			var file string
			if len(args) > 0 {
				file = args[0]
			}
			for _, check := range loaded.For(file) {
				for _, setting := range check.Settings {
					_, err := fmt.Fprintf(cmd.OutOrStdout(), "%-14s %-15s %-10v %s\n", check.Check, setting.Name, setting.Value, setting.From)
					if err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
	command.Flags().StringVar(&path, "config", "", "configuration file (default: the nearest "+config.Name+")")
	return command
}

// configPath returns the configuration file that was named, or else the nearest; "" if there is none.
func configPath(named string) (string, error) {
	if named != "" {
		return named, nil
	}
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return config.Find(folder)
}
