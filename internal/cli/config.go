package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/lint/config"
)

func newConfig() *cobra.Command {
	var flags configFlags
	var format string
	var schema bool
	printers := map[string]func(io.Writer, *config.Config, string) error{"text": printConfig, "json": describeConfig}
	command := &cobra.Command{
		Use:   "config [FILE]",
		Short: "Print the target, levels and options that hold, for a file or in general, and where each is set",
		Example: `  rulelint config
  rulelint config legacy/node.yaml     with the overrides for that file
  rulelint config --schema             the JSON schema of ` + config.Name + `, for editors`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if schema {
				_, err := cmd.OutOrStdout().Write(config.Schema(known))
				return err
			}
			print, ok := printers[format]
			if !ok {
				return fmt.Errorf("--format %q: allowed are %s", format, strings.Join(names(printers), ", "))
			}
			loaded, err := flags.load(args)
			if err != nil {
				return err
			}
			return print(cmd.OutOrStdout(), loaded, strings.Join(args, ""))
		},
	}
	flags.add(command)
	command.Flags().StringVar(&format, "format", "text", "how it is printed: "+strings.Join(names(printers), " or "))
	command.Flags().BoolVar(&schema, "schema", false, "print the JSON schema of "+config.Name+" instead")
	complete(command, "format", names(printers))
	return command
}

// printConfig prints a line for each setting that holds for a file.
func printConfig(w io.Writer, c *config.Config, file string) error {
	table := newTable(w)
	for _, section := range c.For(file) {
		for _, setting := range section.Settings {
			fmt.Fprintf(table, "%s\t%s\t%s\t%v\n", section.Name, setting.Name, inline(setting.Value), setting.From)
		}
	}
	for _, path := range c.Snapshots {
		fmt.Fprintf(table, "metrics\t%s\n", path)
	}
	if c.Alertmanager != "" {
		fmt.Fprintf(table, "alertmanager\t%s\n", c.Alertmanager)
	}
	return table.Flush()
}

// newTable returns a writer that aligns columns, which tabs separate; Flush returns what went wrong.
func newTable(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }

// inline prints a value on one line, as YAML.
func inline(value any) string {
	switch v := value.(type) {
	case nil:
		return "unknown"
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = inline(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case map[string]any:
		var items []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			items = append(items, key+": "+inline(v[key]))
		}
		return "{" + strings.Join(items, ", ") + "}"
	case string:
		if v == "" {
			return `""`
		}
	}
	return fmt.Sprint(value)
}

// configDescription is what holds, for programs.
type configDescription struct {
	File         string                                   `json:"file,omitempty"` // that it holds for; missing: in general
	Profile      string                                   `json:"profile"`
	Target       map[string]settingDescription            `json:"target"`
	Checks       map[string]map[string]settingDescription `json:"checks"` // level and options, by check
	Metrics      []string                                 `json:"metrics"`
	Alertmanager string                                   `json:"alertmanager,omitempty"`
}

type settingDescription struct {
	Value any               `json:"value"` // as a configuration holds it; null: not known
	From  originDescription `json:"from"`
}

// originDescription is where a setting comes from.
type originDescription struct {
	Text    string   `json:"text"` // what the text of rulelint config says
	Profile string   `json:"profile,omitempty"`
	Paths   []string `json:"paths,omitempty"` // of the override
	File    string   `json:"file,omitempty"`
	Line    int      `json:"line,omitempty"`
	Column  int      `json:"column,omitempty"`
	Flag    string   `json:"flag,omitempty"`
}

// describeConfig prints what holds for a file as JSON.
func describeConfig(w io.Writer, c *config.Config, file string) error {
	d := configDescription{File: file, Profile: c.Profile, Checks: map[string]map[string]settingDescription{},
		Metrics: append([]string{}, c.Snapshots...), Alertmanager: c.Alertmanager}
	for _, section := range c.For(file) {
		settings := map[string]settingDescription{}
		for _, s := range section.Settings {
			from := originDescription{s.From.String(), s.From.Profile, s.From.Paths, s.From.File, s.From.Pos.Line, s.From.Pos.Column, s.From.Flag}
			settings[s.Name] = settingDescription{s.Value, from}
		}
		if section.Name == config.TargetSection {
			d.Target = settings
		} else {
			d.Checks[section.Name] = settings
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}
