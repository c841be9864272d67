package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/metrics/scrape"
)

func newSnapshot() *cobra.Command {
	var timeout time.Duration
	command := &cobra.Command{
		Use:   "snapshot URL|FILE...",
		Short: "Write down the metrics of pages or of a Prometheus server, for checks to know them",
		Long: `Write down the metrics of pages or of a Prometheus server, for checks to know them.

Each argument is a page of metrics, as targets serve it at /metrics (text or OpenMetrics), in a file, in a snapshot written
earlier, at an URL, or - for standard input; or the URL of a Prometheus server, which is asked for the metrics of all its targets.
Names, types, units and labels are kept, and the values of labels that tell a state; no samples, and no other values.

This is the only command that uses the network, and only for the URLs it is given.`,
		Example: `  rulelint metrics snapshot http://localhost:9100/metrics > .rulelint/metrics.yaml
  rulelint metrics snapshot http://prometheus:9090 > .rulelint/metrics.yaml`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
			defer cancel()
			return snapshot(ctx, cmd.InOrStdin(), cmd.OutOrStdout(), args)
		},
	}
	command.Flags().DurationVar(&timeout, "timeout", 5*time.Minute, "how long all requests together may take")
	return command
}

// snapshot writes the metrics of all sources as one file.
func snapshot(ctx context.Context, stdin io.Reader, stdout io.Writer, sources []string) error {
	var all [][]metrics.Metric
	var errs []error
	shown := make([]string, len(sources))
	for i, source := range sources {
		shown[i] = redacted(source)
		found, err := readMetrics(ctx, stdin, source)
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("%s: it has no metrics", shown[i])
		}
		all, errs = append(all, found), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	file := metrics.File{
		Comment: "Written by: rulelint metrics snapshot " + strings.Join(shown, " "),
		Metrics: scrape.Merge(all...),
	}
	_, err := stdout.Write(file.Encode())
	return err
}

// readMetrics reads the metrics of a page, a snapshot or a server.
func readMetrics(ctx context.Context, stdin io.Reader, source string) ([]metrics.Metric, error) {
	if isURL(source) {
		return scrape.Fetch(ctx, http.DefaultClient, source)
	}
	name, content, err := source, []byte(nil), error(nil)
	if source == walk.Stdin {
		name = "standard input"
		content, err = io.ReadAll(stdin)
	} else {
		content, err = os.ReadFile(source)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, unwrapPath(err))
	}
	if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
		return metrics.ReadSnapshot(name, content)
	}
	return scrape.Page(name, content)
}

func isURL(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// redacted returns a source without the password that an URL may have.
func redacted(source string) string {
	if u, err := url.Parse(source); err == nil && isURL(source) {
		return u.Redacted()
	}
	return source
}
