package cli

import (
	"github.com/spf13/cobra"
)

func newMetrics() *cobra.Command {
	command := &cobra.Command{
		Use:   "metrics",
		Short: "What is known of metrics: of your targets, and of common exporters",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	command.AddCommand(newSnapshot(), newMetricsGo(), newMetricsShow())
	return command
}
