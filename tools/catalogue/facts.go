package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/rules/metrics"
)

// fact is what people know of metrics beyond what their exporter declares: it overrides that.
type fact struct {
	Type      *string             `yaml:"type"`   // "unknown" where not even the name tells
	Unit      *string             `yaml:"unit"`   // "unknown" where the name misleads
	Labels    map[string][]string `yaml:"labels"` // more labels, and all values of labels
	Open      *bool               `yaml:"open"`
	Min       *float64            `yaml:"min"`
	Max       *float64            `yaml:"max"`
	Whole     *bool               `yaml:"whole"`
	Timestamp *bool               `yaml:"timestamp"`
	PartOf    *string             `yaml:"partOf"`
	Drop      bool                `yaml:"drop"` // the metric is not in the catalogue
}

// applyFacts changes metrics, by name, as a file of facts says: a mapping from names to facts. A key is one or several names,
// separated by spaces; * and ? match as in file names. Facts hold in the order of the file, later ones over earlier ones. A name
// that no exporter declared is added, and needs a type; a pattern that matches nothing is an error.
func applyFacts(file string, all map[string]*metrics.Metric) error {
	source, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(source, &document); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if len(document.Content) == 0 {
		return nil
	}
	content := document.Content[0].Content
	var errs []error
	for i := 0; i+1 < len(content); i += 2 {
		var f fact
		raw, _ := yaml.Marshal(content[i+1])
		decoder := yaml.NewDecoder(strings.NewReader(string(raw)))
		decoder.KnownFields(true)
		err := decoder.Decode(&f)
		for _, name := range strings.Fields(content[i].Value) {
			if err == nil {
				err = f.applyTo(name, all)
			}
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", file, content[i].Line, err))
		}
	}
	return errors.Join(errs...)
}

// applyTo changes the metrics that a name or a pattern stands for.
func (f fact) applyTo(name string, all map[string]*metrics.Metric) error {
	if !strings.ContainsAny(name, "*?[") {
		if all[name] == nil {
			if f.Type == nil {
				return fmt.Errorf("%s is declared by no source, and to add it a type is needed", name)
			}
			all[name] = newMetric(name)
		}
		return f.apply(all[name], all)
	}
	matched := false
	for known, m := range all {
		if ok, err := path.Match(name, known); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		} else if ok {
			matched = true
			if err := f.apply(m, all); err != nil {
				return err
			}
		}
	}
	if !matched {
		return fmt.Errorf("%s matches no metric", name)
	}
	return nil
}

func newMetric(name string) *metrics.Metric {
	return &metrics.Metric{Name: name, Min: math.Inf(-1), Max: math.Inf(1)}
}

func (f fact) apply(m *metrics.Metric, all map[string]*metrics.Metric) error {
	if f.Drop {
		delete(all, m.Name)
		return nil
	}
	if f.Type != nil {
		f.retype(m)
	}
	if f.Unit != nil {
		unit := metrics.Unit{}
		if *f.Unit != "unknown" {
			var err error
			if unit, err = metrics.ParseUnit(*f.Unit); err != nil {
				return err
			}
		}
		m.Unit = unit
	}
	for name, values := range f.Labels {
		values := slices.Sorted(slices.Values(values))
		setLabel(m, metrics.Label{Name: name, Values: values})
	}
	set(&m.Open, f.Open)
	set(&m.Min, f.Min)
	set(&m.Max, f.Max)
	set(&m.Whole, f.Whole)
	set(&m.Timestamp, f.Timestamp)
	set(&m.PartOf, f.PartOf)
	return nil
}

// retype gives a metric the type that the fact says, and what its name tells of metrics of that type.
func (f fact) retype(m *metrics.Metric) {
	before := m.Unit
	m.Type = metrics.Type(strings.TrimSuffix(*f.Type, "unknown"))
	if m.Type == metrics.Unknown {
		return
	}
	conventions(m)
	if before.Known() && !m.Unit.Known() {
		m.Unit = before // an earlier fact told it
	}
}

func set[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}

// setLabel adds a label, or replaces that of the same name.
func setLabel(m *metrics.Metric, label metrics.Label) {
	i := slices.IndexFunc(m.Labels, func(l metrics.Label) bool { return l.Name == label.Name })
	if i < 0 {
		m.Labels = append(m.Labels, label)
		slices.SortFunc(m.Labels, func(a, b metrics.Label) int { return strings.Compare(a.Name, b.Name) })
		return
	}
	m.Labels[i] = label
}
