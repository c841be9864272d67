package promtool

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/template"
)

// preamble declares the variables that Prometheus gives to the templates of alerts.
const preamble = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

var templateName = regexp.MustCompile(`^template: __alert_.*?:\d+: `)

// checkTemplate returns why Prometheus would refuse a label or an annotation of an alert.
func checkTemplate(alert, text string) error {
	if !strings.Contains(text, "{{") {
		return nil
	}
	data := template.AlertTemplateData(map[string]string{}, map[string]string{}, "", promql.Sample{})
	err := template.NewTemplateExpander(context.Background(), preamble+text, "__alert_"+alert, data, model.Time(0), nil, nil, nil).ParseTest()
	if err == nil {
		return nil
	}
	return errors.New(templateName.ReplaceAllString(err.Error(), ""))
}
