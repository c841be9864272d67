package engine

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/template"
)

// preamble declares the variables that Prometheus offers to templates of alerts.
const preamble = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

// element is the element of a vector that templates see.
type element struct {
	source
	value float64
}

// expand executes the template text of an alerting rule for one element of its expression, at time now. A query in the
// template sees what the rule would see. Errors become text, as they do in Prometheus.
func (r *Run) expand(ctx context.Context, ru *rule, text string, e element, now int64) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	query := func(ctx context.Context, q string, _ time.Time) (promql.Vector, error) {
		v, err := r.vector(ctx, r.seen(ru, now), q, now)
		r.overdrawn(ctx, err)
		return v, err
	}
	data := template.AlertTemplateData(e.metric.Map(), r.external, r.config.ExternalURL,
		promql.Sample{Metric: e.metric, F: e.value, H: e.hist})
	expander := template.NewTemplateExpander(ctx, preamble+text, "__alert_"+ru.plain.Alert, data, model.Time(now), query, r.url, nil)
	result, err := expander.Expand()
	if err != nil {
		return fmt.Sprintf("<error expanding template: %s>", err)
	}
	return result
}

// constant reports whether a template of a label expands to the same text whenever the labels are the same.
func constant(text string) bool {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "{{")
		if !ok {
			return true
		}
		action, tail, ok := strings.Cut(after, "}}")
		if name, found := strings.CutPrefix(strings.Trim(action, "- "), "$labels."); !ok || !found || !model.LegacyValidation.IsValidLabelName(name) {
			return false
		}
		rest = tail
	}
}
