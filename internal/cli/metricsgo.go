package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/metricsgo"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/metrics/scrape"
)

// cataloguePrefix stands before the name of an exporter of the catalogue.
const cataloguePrefix = "catalogue:"

func newMetricsGo() *cobra.Command {
	var timeout time.Duration
	var p metricsgo.Package
	command := &cobra.Command{
		Use:   "go SOURCE...",
		Short: "Write a Go package that declares metrics for rules written in Go",
		Long: `Write a Go package that declares metrics for rules written in Go.

A source is what rulelint metrics snapshot reads, or an exporter of the catalogue: ` + cataloguePrefix + strings.Join(metrics.Exporters(), ", ") + `.
Counters become promql.NewCounter, and so do the parts of histograms and summaries that only grow; what else has a type becomes
promql.NewGauge. Where all labels are known they are declared, and to match another one is an error of the build: name with
--target-labels those that your targets have.`,
		Example: `  rulelint metrics go --package node --prefix node_ catalogue:node_exporter > metrics/node/node.go
  rulelint metrics go --package metrics .rulelint/metrics.yaml > metrics/metrics.go`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
			defer cancel()
			p.Command = goCommand(p, args)
			return writeGo(ctx, cmd.InOrStdin(), cmd.OutOrStdout(), p, args)
		},
		ValidArgsFunction: completeExporters,
	}
	flags := command.Flags()
	flags.StringVar(&p.Name, "package", "metrics", "name of the package")
	flags.StringVar(&p.Prefix, "prefix", "", "declare only metrics whose names begin so, in names without it")
	flags.StringSliceVar(&p.Target, "target-labels", []string{"instance", "job"}, "labels that series have from their targets")
	flags.DurationVar(&timeout, "timeout", 5*time.Minute, "how long all requests together may take")
	return command
}

// goCommand returns the command that writes the package again.
func goCommand(p metricsgo.Package, sources []string) string {
	words := []string{"rulelint metrics go --package", p.Name}
	if p.Prefix != "" {
		words = append(words, "--prefix", p.Prefix)
	}
	words = append(words, "--target-labels", strings.Join(p.Target, ","))
	for _, source := range sources {
		words = append(words, redacted(source))
	}
	return strings.Join(words, " ")
}

// writeGo writes the package of the metrics of sources.
func writeGo(ctx context.Context, stdin io.Reader, stdout io.Writer, p metricsgo.Package, sources []string) error {
	db := metrics.Default()
	var names []string
	var read [][]metrics.Metric
	var errs []error
	for _, source := range sources {
		if exporter, ok := strings.CutPrefix(source, cataloguePrefix); ok {
			file, err := metrics.Exporter(exporter)
			names, errs = append(names, namesOf(file.Metrics)...), append(errs, err)
			continue
		}
		found, err := readMetrics(ctx, stdin, source)
		read, errs = append(read, found), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	merged := scrape.Merge(read...)
	names = append(names, namesOf(merged)...)
	slices.Sort(names)
	db = db.With(metrics.Source{Kind: metrics.Snapshot, Name: strings.Join(sources, ", ")}, merged)
	source, err := p.Source(db, slices.Compact(names))
	if err != nil {
		return err
	}
	_, err = stdout.Write(source)
	return err
}

func namesOf(all []metrics.Metric) []string {
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.Name
	}
	return names
}

// completeExporters completes sources: files, and what the catalogue has.
func completeExporters(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	var sources []string
	for _, exporter := range metrics.Exporters() {
		sources = append(sources, cataloguePrefix+exporter)
	}
	return sources, cobra.ShellCompDirectiveDefault
}
