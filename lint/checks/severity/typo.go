package severity

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// usual are the severities that are recognised when they are mistyped: those long enough to be told from other words.
var usual = []string{"critical", "warning", "info", "error", "emergency", "disaster", "ticket", "notice", "medium", "informational"}

// words are severities that resemble a usual one and are none mistyped: abbreviations, plurals, and other languages.
var words = map[string]bool{
	"crit": true, "warn": true, "inf": true, "infos": true, "err": true, "errors": true, "warnings": true, "tickets": true, "notices": true, "critic": true,
	"information": true, "informative": true, "ticketing": true, "notify": true, "media": true, "medio": true, "median": true,
	"critique": true, "critico": true, "critica": true, "warnung": true, "erro": true, "errore": true, "erreur": true, "moderate": true,
}

// mistyped returns the usual severity that a value is, but for a slip or two; "" where it may be meant as it is. Capital letters
// are no slip.
func mistyped(value string) string {
	lower := strings.ToLower(value)
	if words[lower] || strings.Trim(lower, "abcdefghijklmnopqrstuvwxyz") != "" || strings.ContainsAny(lower, " -_.0123456789") {
		return ""
	}
	best, least := "", 3
	for _, severity := range usual {
		if lower == severity {
			return ""
		}
		allowed := 1
		if len(severity) >= 7 {
			allowed = 2
		}
		if len(lower) < 3 || abs(len(lower)-len(severity)) > allowed {
			continue
		}
		if d := levenshtein.ComputeDistance(lower, severity); d <= allowed && d < least && (d == 1 || lower[0] == severity[0]) {
			best, least = severity, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }
