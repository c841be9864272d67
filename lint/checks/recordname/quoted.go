package recordname

import (
	"fmt"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

// quoted reports a name that is one only in quotes. Dots are left alone: names of OpenTelemetry have them, and are meant.
func quoted(pass *lint.Pass, a *infer.Analysis) {
	name := a.Rule.Record
	if model.LegacyValidation.IsValidMetricName(strings.ReplaceAll(name.Value, ".", "_")) || name.Value == "" || strings.Contains(name.Value, "{{") {
		return
	}
	if trimmed := strings.TrimSpace(name.Value); model.LegacyValidation.IsValidMetricName(trimmed) {
		return // another check's
	}
	pass.Report(lint.Diagnostic{
		File:    a.Rule.File,
		Span:    name.Whole(),
		Message: fmt.Sprintf("the name %s has other characters than letters, digits, _ and :, so that expressions can read it as {%q} alone", name.Value, name.Value),
	})
}
