package rules

import (
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// prelude is what Prometheus puts before each template of an alert.
const prelude = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

// templateFuncs are the names that templates may call: those of text/template, and those of NewTemplateExpander in
// prometheus/template (v0.316.0), which is not imported because it brings 43 packages. A test compares the two.
var templateFuncs = nameSet(
	"and or not len index slice call html js urlquery print printf println eq ne lt le gt ge",
	"query first label value strvalue args reReplaceAll safeHtml match title toUpper toLower graphLink tableLink sortByLabel",
	"stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now",
	"pathPrefix externalURL parseDuration urlQueryEscape tmpl",
)

// templates checks that the values of labels or annotations parse as templates.
func (b *builder) templates(what string, values map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if _, err := parse.Parse(key, prelude+values[key], "{{", "}}", templateFuncs); err != nil {
			b.errorf("%s %s: %s", what, key, templateMessage(err))
		}
	}
}

// templatePosition is the start of text/template's messages: "template: summary:2: ".
var templatePosition = lazyregexp.New(`^template: .*?:(\d+): `)

func templateMessage(err error) string {
	return templatePosition.ReplaceAllString(err.Error(), "line $1: ")
}

func nameSet(lists ...string) map[string]any {
	set := map[string]any{}
	for _, name := range strings.Fields(strings.Join(lists, " ")) {
		set[name] = true
	}
	return set
}
