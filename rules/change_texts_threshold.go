package rules

import (
	"fmt"
	"slices"
	"time"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// humanized is a number in an action of a template that is printed as it is.
var humanized = lazyregexp.New(`^\{\{-?\s*"?(\d+(?:\.\d+)?)"?\s*\|\s*humanize\w*\s*-?\}\}$`)

// thresholdTexts finds where a text says the threshold from: as it is, in percent where it is a ratio, in minutes where it is in seconds,
// in GiB where it is in bytes, or what is left above it, in percent. expr is the expression, whose ranges a text may mean as well, as it may the time
// for which the alert is pending. A text that says one of parts, of which the threshold was computed, may say anything now.
func thresholdTexts(expr string, parts []float64, from, to float64, pending time.Duration) func(string) []passage {
	spans, literals := spansOf(expr)
	return func(text string) []passage {
		var found []passage
		if from == to {
			return nil
		}
		for _, action := range actions.FindAllStringIndex(text, -1) {
			if m := humanized.FindStringSubmatchIndex(text[action[0]:action[1]]); m != nil {
				start, end := action[0]+m[2], action[0]+m[3]
				if near(number(text[start:end]), from) {
					found = append(found, passage{start: start, end: end, text: decimal(to)})
				}
			}
		}
		for _, q := range quantities(text) {
			factor, ok := q.says(from, literals)
			now := to
			if whole := q.whole(from); !ok && whole != 0 {
				factor, now, ok = whole/100, whole-to, true
			}
			if part, is := q.part(parts, literals); !ok && is {
				err := fmt.Errorf("%q says %s, one of several numbers that the threshold was computed from", text[q.start:q.end], decimal(part))
				found = append(found, passage{start: q.start, end: q.end, text: text[q.start:q.end], err: err})
			}
			if !ok || q.behind("next", "every") || q.behind("last", "past", "previous") && (q.unit.seconds == 0 || q.in(spans)) {
				continue
			}
			p := q.passage(now / factor)
			if q.unit.seconds != 0 && pending > 0 && near(q.value*q.unit.seconds, pending.Seconds()) {
				p.err = fmt.Errorf("%q is both the threshold and for how long the alert is pending", text[p.start:p.end])
			}
			found = append(found, p)
		}
		return found
	}
}

// says returns how many of what the threshold counts the unit of q is, if q is the threshold.
func (q quantity) says(threshold float64, literals []float64) (factor float64, ok bool) {
	for _, factor := range q.unit.factors(literals) {
		if near(q.value*factor, threshold) {
			return factor, true
		}
	}
	return 0, false
}

// part returns the one of parts that q says, if it is no time: those that a threshold in seconds is computed from are said of much else.
func (q quantity) part(parts, literals []float64) (part float64, ok bool) {
	if q.unit.seconds != 0 {
		return 0, false
	}
	for _, part := range parts {
		if _, ok := q.says(part, literals); ok {
			return part, true
		}
	}
	return 0, false
}

// partsOf returns the numbers of expr that are gone in changed, if they are several.
func partsOf(expr, changed string) []float64 {
	_, parts := spansOf(expr)
	_, left := spansOf(changed)
	for _, v := range left {
		if i := slices.Index(parts, v); i >= 0 {
			parts = slices.Delete(parts, i, i+1)
		}
	}
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// whole returns 1 or 100 if q is what is left of that above the threshold, in percent: "less than 20% are free" where 0.8 is the most that
// may be in use. Else 0.
func (q quantity) whole(threshold float64) float64 {
	for _, whole := range []float64{1, 100} {
		if q.unit.percent && near(q.value*whole/100, whole-threshold) {
			return whole
		}
	}
	return 0
}
