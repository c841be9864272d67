package cli

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/rules/metrics"
)

func newMetricsShow() *cobra.Command {
	var path string
	command := &cobra.Command{
		Use:   "show NAME...",
		Short: "Print what is known of metrics, and how",
		Long: `Print what is known of metrics, and how: from the snapshots that the configuration names (` + config.Snapshot + ` if it
names none), from the catalogue of common exporters, or by the conventions of names.`,
		Example: `  rulelint metrics show node_filesystem_avail_bytes`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			loaded, err := configFlags{config: path}.load(nil)
			if err != nil {
				return err
			}
			settings, err := settingsOf(loaded)
			if err != nil {
				return err
			}
			return showMetrics(cmd.OutOrStdout(), settings.Metrics, args)
		},
	}
	command.Flags().StringVar(&path, "config", "", "configuration file (default: the nearest "+config.Name+")")
	return command
}

// showMetrics prints what is known of metrics. It is an error if nothing is known of one.
func showMetrics(w io.Writer, db *metrics.DB, names []string) error {
	var errs []error
	for _, name := range names {
		s := db.Series(name)
		if s.Source.Kind == metrics.Nowhere {
			errs = append(errs, unknownMetric(db, name))
			continue
		}
		fmt.Fprintln(w, name)
		for _, fact := range append(facts(s), fact{"near", nearName(db, s)}) {
			if fact.value != "" {
				fmt.Fprintf(w, "  %-8s %s\n", fact.name, fact.value)
			}
		}
	}
	return errors.Join(errs...)
}

// nearName returns the metric that was probably meant by a name of which nothing but the name tells: one of the same exporter,
// which the first word names. Any name like xxx_requests_total would be near another's.
func nearName(db *metrics.DB, s metrics.Series) string {
	if s.Source.Kind != metrics.Names {
		return ""
	}
	first, _, _ := strings.Cut(s.Metric, "_")
	return nearest.Name(s.Metric, slices.DeleteFunc(db.Names(), func(name string) bool {
		return !strings.HasPrefix(name, first+"_")
	}))
}

// unknownMetric is the error of a metric of which nothing is known.
func unknownMetric(db *metrics.DB, name string) error {
	if near := nearest.Name(name, db.Names()); near != "" {
		return fmt.Errorf("metric %q: nothing is known of it; did you mean %s?", name, near)
	}
	return fmt.Errorf("metric %q: nothing is known of it, and no name is near", name)
}

// fact is a line about a metric.
type fact struct{ name, value string }

// facts says what is known of series.
func facts(s metrics.Series) []fact {
	return []fact{
		{"type", typeText(s)},
		{"unit", unitText(s)},
		{"labels", labelsText(s)},
		{"values", valuesText(s)},
		{"part of", s.PartOf},
		{"known", sourceText(s.Source)},
	}
}

func typeText(s metrics.Series) string {
	switch {
	case s.Type == metrics.Unknown:
		return "not known"
	case s.Part != metrics.Whole:
		return fmt.Sprintf("%s of the %s %s", s.Part, s.Type, s.Metric)
	}
	return string(s.Type)
}

func unitText(s metrics.Series) string {
	text := s.Unit.String()
	switch {
	case s.Part == metrics.Bucket && s.Observed.Known():
		return fmt.Sprintf("%s, of observations in %s", text, s.Observed)
	case s.Timestamp && text != "":
		return "time in " + text + " since 1970"
	case s.Timestamp:
		return "time since 1970"
	}
	return text
}

func labelsText(s metrics.Series) string {
	var names []string
	for _, l := range s.Labels {
		name := l.Name
		if len(l.Values) > 0 {
			name += "=" + strings.Join(l.Values, "|")
		}
		names = append(names, name)
	}
	switch {
	case s.Closed && len(names) == 0:
		return "none, but those of the target"
	case s.Closed:
		return strings.Join(names, ", ")
	case len(names) == 0:
		return "not known"
	}
	return strings.Join(names, ", ") + ", and others"
}

// valuesText says which values series can have.
func valuesText(s metrics.Series) string {
	var texts []string
	switch {
	case s.Min == s.Max:
		return fmt.Sprintf("%v", s.Min)
	case !math.IsInf(s.Min, 0) && !math.IsInf(s.Max, 0):
		texts = append(texts, fmt.Sprintf("%v to %v", s.Min, s.Max))
	case !math.IsInf(s.Min, 0):
		texts = append(texts, fmt.Sprintf("at least %v", s.Min))
	case !math.IsInf(s.Max, 0):
		texts = append(texts, fmt.Sprintf("at most %v", s.Max))
	}
	if s.Whole {
		texts = append(texts, "whole numbers")
	}
	return strings.Join(texts, ", ")
}

func sourceText(source metrics.Source) string {
	switch source.Kind {
	case metrics.Names:
		return "by its name alone"
	case metrics.Catalogue:
		return "from " + source.Name + ", in the catalogue"
	}
	return "from " + source.Name
}
