// Package alerttemplate knows which labels and annotations of alerts Prometheus takes for templates that it can parse, and which labels they print.
package alerttemplate

import (
	"errors"
	"strings"
	"text/template/parse"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// prelude is what Prometheus puts before each template of an alert.
const prelude = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

// funcs are the names that templates may call: those of text/template, and those of NewTemplateExpander in
// prometheus/template (v0.316.0), which is not imported because it brings 43 packages. A test compares the two.
var funcs = nameSet(
	"and or not len index slice call html js urlquery print printf println eq ne lt le gt ge",
	"query first label value strvalue args reReplaceAll safeHtml match title toUpper toLower graphLink tableLink sortByLabel",
	"stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now",
	"pathPrefix externalURL parseDuration urlQueryEscape tmpl",
)

// Check returns why Prometheus would refuse to load a rule with text as the value of a label or annotation, as "line 2: why".
func Check(text string) error {
	if !strings.Contains(text, "{{") {
		return nil
	}
	_, err := parse.Parse("t", prelude+text, "{{", "}}", funcs)
	if err != nil {
		return errors.New(position.ReplaceAllString(err.Error(), "line $1: "))
	}
	return nil
}

// position is the start of text/template's messages: "template: t:2: ".
var position = lazyregexp.New(`^template: t:(\d+): `)

func nameSet(lists ...string) map[string]any {
	set := map[string]any{}
	for _, name := range strings.Fields(strings.Join(lists, " ")) {
		set[name] = true
	}
	return set
}
