package rulegen

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/internal/alerttemplate"
)

// text adds an error if text cannot be written.
func (v *validator) text(field, text string) {
	if message := checkText(text); message != "" {
		v.errorf("%s %s", field, message)
		return
	}
	if i := strings.IndexFunc(text, isLost); i >= 0 && v.reader.json {
		r, _ := utf8.DecodeRuneInString(text[i:])
		v.errorf("%s %q has %U, which is lost where YAML is made from JSON, as operators and charts do", field, text, r)
	}
}

// isLost tells whether JSON has r as it is, and readers of YAML refuse it so, or take it for a line break.
func isLost(r rune) bool {
	return r >= 0x7f && r <= 0x9f || r == 0x2028 || r == 0x2029 || r == 0xfffe || r == 0xffff
}

// checkText returns why text cannot be written to YAML, or "".
func checkText(text string) string {
	if !utf8.ValidString(text) {
		return fmt.Sprintf("%q is not valid UTF-8", text)
	}
	return ""
}

// labels checks the names and values of labels, or of annotations.
func (v *validator) labels(kind string, labels map[string]string) {
	for _, name := range sortedKeys(labels) {
		if !v.scheme.IsValidLabelName(name) || name == model.MetricNameLabel && kind == "label" {
			v.errorf("%s %q: the name is not a label name%s", kind, name, v.legacy(name))
		}
		v.text("name of "+kind, name)
		if v.reader.json && strings.ContainsAny(name, "\n\r") {
			v.errorf("name of %s %q has a line break, and is lost where YAML is made from JSON, as operators and charts do", kind, name)
		}
		v.text(kind+" "+name, labels[name])
	}
}

// legacy explains why name is refused if a newer version would take it.
func (v *validator) legacy(name string) string {
	if v.scheme == model.LegacyValidation && model.UTF8Validation.IsValidLabelName(name) {
		return fmt.Sprintf(" before %s %v, the target is for %v", v.reader.name, v.reader.utf8Names, v.reader.version)
	}
	return ""
}

// templates adds an error for each label or annotation of an alert that does not parse as a template.
func (v *validator) templates(kind string, texts map[string]string) {
	for _, name := range sortedKeys(texts) {
		if err := alerttemplate.Check(texts[name]); err != nil {
			v.errorf("%s %s does not parse as a template: %v", kind, name, err)
		}
	}
}
