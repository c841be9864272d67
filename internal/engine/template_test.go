package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

var external = labels.FromStrings("cluster", "dev")

func TestAnnotations(t *testing.T) {
	tests := map[string]struct {
		text string
		step int
		want string
	}{
		"plain":                     {"no action", 1, "no action"},
		"a label":                   {"{{ $labels.a }} and {{ $labels.missing }}.", 1, "x and ."},
		"the value of the step":     {"{{ $value }}", 2, "3"},
		"the value before the keep": {"{{ $value }}", 4, "3"},
		"formatted":                 {`{{ printf "%.2f" $value }} {{ $value | humanize }}`, 1, "2.00 2"},
		"external":                  {"{{ $externalLabels.cluster }} {{ $externalURL }} {{ externalURL }}", 1, "dev http://prom/x http://prom/x"},
		"a query sees its instant":  {`{{ query "sum(m)" | first | value }}`, 1, "2"},
		"and not what comes later":  {`{{ range query "count_over_time(m[2h] offset -1h)" }}{{ .Value }}{{ end }}`, 1, "2"},
		"rules before it":           {`{{ range query "before" }}{{ .Value }}{{ end }}`, 1, "2"},
		"not rules after it":        {`{{ range query "after" }}{{ .Value }}{{ end }}`, 1, "1"},
		"nor its own alert":         {`{{ query "ALERTS" | len }}`, 1, "0"},
		"but that of before":        {`{{ query "ALERTS" | len }}`, 2, "1"},
		"an error is text":          {`{{ query "missing" | first | value }}`, 1, "<error expanding template: error executing template __alert_A:"},
		"one that does not parse":   {"{{ nope }}", 1, `<error expanding template: error parsing template __alert_A: template: __alert_A:1: function "nope" not defined>`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := rules.PlainRule{Alert: "A", Expr: "m > 1", KeepFiringFor: 10 * time.Minute, Annotations: map[string]string{"text": test.text}}
			cfg := minutes(5)
			cfg.ExternalLabels, cfg.ExternalURL = external, "http://prom/x"
			both(t, groups(group(record("before", "m"), a, record("after", "m"))), load(t, `m{a="x"} 1 2 3 1 1 1`), cfg, func(t *testing.T, r *Run) {
				got, err := r.Alerts()[0].Annotations(test.step)
				require.NoError(t, err)
				text := got.Get("text")
				require.True(t, strings.HasPrefix(text, test.want), text)
				if !strings.HasPrefix(test.want, "<") {
					require.Equal(t, test.want, text)
				}
			})
		})
	}
}

func TestAnnotationsOfInactive(t *testing.T) {
	both(t, groups(group(alert("A", "m > 1"))), load(t, "m 1 2"), minutes(1), func(t *testing.T, r *Run) {
		_, err := r.Alerts()[0].Annotations(0)
		require.EqualError(t, err, `engine: alert {alertname="A"} is not active at step 0`)
	})
}

func TestCompatExternalURL(t *testing.T) {
	a := alert("A", "m")
	a.Annotations = map[string]string{"url": "{{ externalURL }}", "variable": "{{ $externalURL }}"}
	cfg := minutes(1)
	cfg.ExternalURL, cfg.Compat = "http://prom", true
	both(t, groups(group(a)), load(t, "m 1"), cfg, func(t *testing.T, r *Run) {
		got, err := r.Alerts()[0].Annotations(0)
		require.NoError(t, err)
		require.Contains(t, got.Get("url"), "nil pointer dereference")
		require.Equal(t, "http://prom", got.Get("variable"))
	})
}

func TestConstant(t *testing.T) {
	tests := map[string]bool{
		"plain": true, "{{ $labels.a }}-{{$labels.b_c}}": true, "{{- $labels.a -}}": true,
		"{{ $value }}": false, "{{ . }}": false, "{{ $labels }}": false, "{{ $labels.a | toUpper }}": false, "{{ $labels.a": false, "{{ now }}": false,
	}
	for text, want := range tests {
		require.Equal(t, want, constant(text), text)
	}
}
