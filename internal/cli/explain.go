package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/config"
)

func newExplain() *cobra.Command {
	var color string
	command := &cobra.Command{
		Use:   "explain NAME",
		Short: "Print what a check is about, with a bad and a good example",
		Long: `Print what a check is about, with a bad and a good example.

On a terminal the page is laid out for it. Otherwise it is the Markdown that it is written in; --color always lays it out
there, too.`,
		Example:           "  rulelint explain templatelabel",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeChecks,
		RunE: func(cmd *cobra.Command, args []string) error {
			check, err := findCheck(args[0])
			if err != nil {
				return err
			}
			return explain(cmd.OutOrStdout(), check, color)
		},
	}
	command.Flags().StringVar(&color, "color", "auto", "colour: "+strings.Join(colorModes, ", "))
	complete(command, "color", colorModes)
	return command
}

// explain prints the page of a check, laid out if people read it.
func explain(w io.Writer, check *lint.Check, color string) error {
	painted, err := colored(color, w)
	if err != nil {
		return err
	}
	text := check.Doc
	if painted || isTerminal(w) {
		text = renderPage(text, width(w), painted)
	}
	_, err = io.WriteString(w, text)
	return err
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

func newChecks() *cobra.Command {
	var format string
	printers := map[string]func(io.Writer) error{"text": listChecks, "json": describeChecks}
	command := &cobra.Command{
		Use:   "checks",
		Short: "List the checks, their default levels and what they find",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			print, ok := printers[format]
			if !ok {
				return fmt.Errorf("--format %q: allowed are %s", format, strings.Join(names(printers), ", "))
			}
			return print(cmd.OutOrStdout())
		},
	}
	command.Flags().StringVar(&format, "format", "text", "how the checks are printed: "+strings.Join(names(printers), " or "))
	complete(command, "format", names(printers))
	return command
}

// listChecks prints a line for each check.
func listChecks(w io.Writer) error {
	table := newTable(w)
	for _, check := range known {
		fmt.Fprintf(table, "%s\t%s\t%s\n", check.Name, check.Severity, check.Summary())
	}
	return table.Flush()
}

// description is a check for programs. Options are sorted by name and never null.
type description struct {
	Name     string              `json:"name"`
	Severity lint.Severity       `json:"severity"` // by default
	Summary  string              `json:"summary"`
	URL      string              `json:"url"`
	Options  []optionDescription `json:"options"`
}

type optionDescription struct {
	Name    string `json:"name"`
	Type    string `json:"type"`    // boolean, duration, integer, number, string, or "list of " or "map of " one of these
	Default any    `json:"default"` // as it is written in a configuration file
}

// describeChecks prints the checks as a JSON array.
func describeChecks(w io.Writer) error {
	all := make([]description, len(known))
	for i, check := range known {
		options := []optionDescription{}
		for name, value := range config.Options(check) {
			options = append(options, optionDescription{name, typeName(reflect.TypeOf(value)), config.Written(value)})
		}
		slices.SortFunc(options, func(a, b optionDescription) int { return cmp.Compare(a.Name, b.Name) })
		all[i] = description{check.Name, check.Severity, check.Summary(), check.URL(), options}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(all)
}

// typeName names the type of an option as people who configure it call it.
func typeName(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Duration]():
		return "duration"
	case t == reflect.TypeFor[*regexp.Regexp]():
		return "regular expression"
	case t.Kind() == reflect.Slice:
		return "list of " + typeName(t.Elem())
	case t.Kind() == reflect.Map:
		return "map of " + typeName(t.Elem())
	case t.Kind() == reflect.Bool:
		return "boolean"
	case t.Kind() == reflect.Float64, t.Kind() == reflect.Float32:
		return "number"
	case t.Kind() == reflect.String:
		return "string"
	}
	return "integer"
}
