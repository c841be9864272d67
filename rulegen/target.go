package rulegen

import (
	"strings"

	"github.com/promwright/promwright/rules"
)

// Target is a form of rules that some platform reads. [PrometheusRule], [RuleFile], [Thanos], [Mimir], [VMRule], [ConfigMap],
// [HelmValues], [HelmTemplate], [InhibitRules] and [AlertmanagerConfig] are targets.
type Target interface {
	// Format returns what the form is called: one lowercase word.
	Format() string

	// Generate returns groups in that form: YAML that ends in one line break.
	// It returns every reason why the platform would refuse or lose a part of them, joined, each an [*Error].
	Generate(groups []rules.PlainGroup) ([]byte, error)
}

// subject returns what errors of a target are about: its form, and the name of what it writes if that has one.
func subject(format, name string) string { return strings.TrimSpace(format + " " + name) }

// Error says what a [Target] cannot write.
type Error struct {
	At      string // where the group or rule was written, as file:line, or the path of the generated file
	Subject string // what is at fault: "group node", "alert NodeDown", "prometheusrule node"
	Message string // what is wrong with it
}

// Error returns "file:line: rulegen: subject: message".
func (e *Error) Error() string {
	text := "rulegen: " + e.Subject + ": " + e.Message
	if e.At == "" {
		return text
	}
	return e.At + ": " + text
}
