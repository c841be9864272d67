package lint

import (
	"fmt"
	"slices"
	"strings"
)

// Severity is how much a finding matters.
type Severity string

const (
	Off     Severity = "off"     // not looked for
	Info    Severity = "info"    // an opinion, or worth knowing
	Warning Severity = "warning" // will disappoint somebody: an alert that misleads, or fires late
	Error   Severity = "error"   // does not work: Prometheus rejects it, or it fails where it is needed
)

// Severities lists the severities from the least to the most serious.
var Severities = []Severity{Off, Info, Warning, Error}

// ParseSeverity reads a severity as users write it. The error lists what is allowed.
func ParseSeverity(text string) (Severity, error) {
	if slices.Contains(Severities, Severity(text)) {
		return Severity(text), nil
	}
	names := make([]string, len(Severities))
	for i, s := range Severities {
		names[i] = string(s)
	}
	return "", fmt.Errorf("lint: severity %q is not one of %s", text, strings.Join(names, ", "))
}

// AtLeast tells whether a finding of severity s counts where lowest is the lowest that counts. Nothing counts where lowest
// is Off.
func (s Severity) AtLeast(lowest Severity) bool {
	return lowest != Off && slices.Index(Severities, s) >= slices.Index(Severities, lowest)
}
