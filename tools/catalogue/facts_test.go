package main

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/promwright/promwright/rules/metrics"
)

// apply applies facts to two metrics and returns what becomes of them.
func apply(t *testing.T, facts string) (string, error) {
	file := filepath.Join(t.TempDir(), "facts.yaml")
	if err := os.WriteFile(file, []byte(facts), 0o600); err != nil {
		t.Fatal(err)
	}
	all := map[string]*metrics.Metric{
		"app_a_bytes": {Name: "app_a_bytes", Type: metrics.Gauge, Unit: metrics.Bytes, Labels: []metrics.Label{{Name: "x"}}, Min: math.Inf(-1), Max: math.Inf(1)},
		"app_b":       {Name: "app_b", Min: math.Inf(-1), Max: math.Inf(1)},
	}
	err := applyFacts(file, all)
	var out []metrics.Metric
	for _, m := range all {
		out = append(out, *m)
	}
	if err != nil {
		return "", err
	}
	return string(metrics.File{Metrics: out}.Encode()), nil
}

func TestFacts(t *testing.T) {
	tests := map[string]struct{ facts, want string }{
		"no facts":                         {"", "  app_a_bytes: {type: gauge, unit: bytes, labels: {x}}\n  app_b: {}\n"},
		"bounds":                           {"app_a_bytes: {min: 0, max: 9, whole: true}", "  app_a_bytes: {type: gauge, unit: bytes, labels: {x}, min: 0, max: 9, whole: true}\n  app_b: {}\n"},
		"values of labels":                 {"app_a_bytes: {labels: {x: [b, a], w: []}}", "  app_a_bytes: {type: gauge, unit: bytes, labels: {w, x: [a, b]}}\n  app_b: {}\n"},
		"a type":                           {"app_b: {type: counter}", "  app_a_bytes: {type: gauge, unit: bytes, labels: {x}}\n  app_b: {type: counter}\n"},
		"a unit that misled":               {"app_a_bytes: {unit: unknown}", "  app_a_bytes: {type: gauge, labels: {x}}\n  app_b: {}\n"},
		"several at once":                  {"app_a_bytes app_b: {min: 0}", "  app_a_bytes: {type: gauge, unit: bytes, labels: {x}, min: 0}\n  app_b: {min: 0}\n"},
		"patterns, and later over earlier": {"app_*: {min: 0}\napp_b: {min: 1}", "  app_a_bytes: {type: gauge, unit: bytes, labels: {x}, min: 0}\n  app_b: {min: 1}\n"},
		"what no exporter declared":        {"app_c_seconds: {type: histogram}", "  app_a_bytes: {type: gauge, unit: bytes, labels: {x}}\n  app_b: {}\n  app_c_seconds: {type: histogram, unit: seconds, min: 0}\n"},
		"what is left out":                 {"app_a_*: {drop: true}", "  app_b: {}\n"},
		"a unit stays if a later fact tells the type": {"app_b: {unit: seconds}\napp_*b: {type: gauge}", "  app_a_bytes: {type: gauge, unit: bytes, labels: {x}}\n  app_b: {type: gauge, unit: seconds}\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := apply(t, test.facts)
			if err != nil || got != "metrics:\n"+test.want {
				t.Errorf("got\n%s, %v, want\n%s", got, err, test.want)
			}
		})
	}
}

func TestFactsErrors(t *testing.T) {
	for _, facts := range []string{
		"app_c: {min: 0}",        // declared by nobody, and without a type
		"other_*: {min: 0}",      // matches nothing
		"app_b: {mim: 0}",        // unknown key
		"app_b: {unit: parsecs}", // unknown unit
		"app_b: {min: low}",      // no number
		"app_b: {type: [a]}",     // no text
		"app_b: {",               // no YAML
	} {
		if got, err := apply(t, facts); err == nil {
			t.Errorf("%s: no error, but\n%s", facts, got)
		}
	}
}
