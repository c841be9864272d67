package textthreshold

import (
	"strconv"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/rules/metrics"
)

// claim is a number that a text names as a threshold: text[start:end] is the number with its unit.
type claim struct {
	start, end int
	text       string  // "95%", "500ms"
	number     float64 // 95, 500
	unit       metrics.Unit
}

// phrase matches what stands before a threshold, the number, and its unit. What ends in letters that are no unit, such as 5xx or 4k,
// is no such number.
var phrase = lazyregexp.New(`(?i)(?:\b(?:above|below|over|under|beyond|exceed(?:s|ed|ing)?|more than|less than|fewer than|greater than|higher than|lower than|slower than|longer than|older than|larger than|at least|at most|only)` +
	`(?:\s+(?:the|a|its|threshold|limit|of|about|around|approximately))*\s+|[<>]=?\s*)` +
	`(\d+(?:\.\d+)?)(\s?%|\s?(?:percent|milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|bytes|[KMGT]i?B)\b|[smhd]\b)?`)

// compares tells whether a text may match phrase, unless it is all in capitals. It is much faster.
func compares(text string) bool {
	for _, word := range []string{"<", ">", "bove", "elow", "over", "Over", "nder", "eyond", "xceed", "than", "least", "most", "only", "Only"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// action matches what a template computes: no text of the author.
var action = lazyregexp.New(`\{\{.*?\}\}`)

// unitNames are the units that texts have, by how they are written in lower case.
var unitNames = map[string]string{
	"%": "percent", "percent": "percent",
	"ms": "milliseconds", "millisecond": "milliseconds", "milliseconds": "milliseconds",
	"s": "seconds", "sec": "seconds", "secs": "seconds", "second": "seconds", "seconds": "seconds",
	"m": "minutes", "min": "minutes", "mins": "minutes", "minute": "minutes", "minutes": "minutes",
	"h": "hours", "hour": "hours", "hours": "hours", "d": "days", "day": "days", "days": "days", "week": "weeks", "weeks": "weeks",
	"bytes": "bytes", "kb": "kilobytes", "mb": "megabytes", "gb": "gigabytes", "tb": "terabytes",
	"kib": "kibibytes", "mib": "mebibytes", "gib": "gibibytes", "tib": "tebibytes",
}

// claims returns the thresholds with a unit that a text names, in order. Numbers without a unit may count anything.
func claims(text string) []claim {
	if !compares(text) {
		return nil
	}
	blank := action.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("\x00", len(s)) })
	var found []claim
	for _, m := range phrase.FindAllStringSubmatchIndex(blank, -1) {
		if m[4] < 0 {
			continue
		}
		found = append(found, newClaim(text, m[2], m[3], m[4], m[5]))
	}
	return found
}

// newClaim returns the claim of a number, text[from:to], and its unit, text[unit:end].
func newClaim(text string, from, to, unit, end int) claim {
	c := claim{start: from, end: end, text: text[from:end]}
	c.number, _ = strconv.ParseFloat(text[from:to], 64)
	c.unit, _ = metrics.ParseUnit(unitNames[strings.ToLower(strings.TrimSpace(text[unit:end]))])
	return c
}
