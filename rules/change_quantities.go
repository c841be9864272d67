package rules

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/rules/promql"
)

// A unit is what people count in.
type unit struct {
	seconds float64   // that one is; 0: it is no time
	scales  []float64 // how many one is: two, where people mean either
	percent bool
	word    string // in the singular, if it is a word and no sign
}

// units are known by their signs and, in lower case and the singular, by their words.
var units = map[string]unit{
	"": {}, "%": {percent: true}, "percent": {percent: true},
	"ms": {seconds: 1e-3}, "s": {seconds: 1}, "m": {seconds: 60}, "h": {seconds: 3600}, "d": {seconds: 86400}, "w": {seconds: 604800},
	"sec": {seconds: 1, word: "second"}, "min": {seconds: 60, word: "minute"},
	"millisecond": {seconds: 1e-3, word: "millisecond"}, "second": {seconds: 1, word: "second"}, "minute": {seconds: 60, word: "minute"},
	"hour": {seconds: 3600, word: "hour"}, "day": {seconds: 86400, word: "day"}, "week": {seconds: 604800, word: "week"},
	"k": {scales: []float64{1e3}}, "M": {scales: []float64{1e6}},
	"B": {scales: []float64{1}}, "KB": {scales: []float64{1e3, promql.KiB}}, "kB": {scales: []float64{1e3, promql.KiB}},
	"MB": {scales: []float64{1e6, promql.MiB}}, "GB": {scales: []float64{1e9, promql.GiB}}, "TB": {scales: []float64{1e12, promql.TiB}},
	"KiB": {scales: []float64{promql.KiB}}, "MiB": {scales: []float64{promql.MiB}}, "GiB": {scales: []float64{promql.GiB}}, "TiB": {scales: []float64{promql.TiB}},
}

// factors returns how many of what a threshold counts the unit may be: a percent is one of 100, or a hundredth. A threshold is taken to be
// in hours if the expression holds the number of seconds in one, in literals.
func (u unit) factors(literals []float64) []float64 {
	switch {
	case u.percent:
		return []float64{1, 0.01}
	case u.seconds == 1e-3:
		return []float64{1, u.seconds} // of seconds, or of milliseconds
	case u.seconds > 1 && slices.Contains(literals, u.seconds):
		return []float64{u.seconds, 1}
	case u.seconds != 0:
		return []float64{u.seconds}
	case u.scales != nil:
		return u.scales
	}
	return []float64{1}
}

// A quantity is a number in a text, with its unit if it has one.
type quantity struct {
	start, end int // bytes, the unit included
	value      float64
	digits     string
	blank      string // before the unit
	sign       string // the unit as it is written
	unit       unit
	before     string // the text before it
}

var (
	actions  = lazyregexp.New(`\{\{.*?\}\}`)
	numbers  = lazyregexp.New(`[\w.,:/$-]*\d[\w.,:/-]*%?`)
	plain    = lazyregexp.New(`^(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+)([A-Za-z]*|%)(?:/[a-z]+)?[.,:]?$`)
	compound = lazyregexp.New(`^(?:\d+[a-z]+){2,}[.,:]?$`)
	word     = lazyregexp.New(`^([ \x{a0}\x{202f}-])([A-Za-z]+|%)`)
)

// quantities returns the numbers that text says outside of actions, but those that are a part of something else: 99th, v1.2, 5xx.
func quantities(text string) []quantity {
	text = actions.ReplaceAllStringFunc(text, func(action string) string { return strings.Repeat(" ", len(action)) })
	var found []quantity
	for _, at := range numbers.FindAllStringIndex(text, -1) {
		token := text[at[0]:at[1]]
		if compound.MatchString(token) {
			token = strings.TrimRight(token, ".,:")
			if d, err := model.ParseDuration(token); err == nil {
				found = append(found, quantity{start: at[0], end: at[0] + len(token), value: time.Duration(d).Seconds(), unit: unit{seconds: 1}, before: text[:at[0]]})
			}
			continue
		}
		m := plain.FindStringSubmatch(token)
		if m == nil {
			continue
		}
		q := quantity{start: at[0], end: at[0] + len(m[1]) + len(m[2]), value: number(strings.ReplaceAll(m[1], ",", "")), digits: m[1], sign: m[2], before: text[:at[0]]}
		if q.sign == "" {
			if w := word.FindStringSubmatch(text[q.end:]); w != nil {
				if _, ok := unitOf(w[2]); ok {
					q.blank, q.sign = w[1], w[2]
					q.end += len(w[0])
				}
			}
		}
		u, ok := unitOf(q.sign)
		if !ok {
			continue
		}
		q.unit = u
		found = append(found, q)
	}
	return found
}

// unitOf returns the unit that a sign or a word names.
func unitOf(sign string) (unit, bool) {
	if u, ok := units[sign]; ok {
		return u, true
	}
	if lower := strings.ToLower(sign); len(lower) > 2 {
		u, ok := units[strings.TrimSuffix(lower, "s")]
		return u, ok
	}
	return unit{}, false
}

// behind reports whether one of words stands right before q.
func (q quantity) behind(words ...string) bool {
	fields := strings.Fields(strings.ToLower(q.before))
	return len(fields) > 0 && slices.Contains(words, fields[len(fields)-1])
}

// passage returns the passage of q with the number n instead, with as many decimals, unless those are what computing q left behind.
func (q quantity) passage(n float64) passage {
	p := passage{start: q.start, end: q.end, text: decimal(n)}
	if _, decimals, ok := strings.Cut(q.digits, "."); ok && len(decimals) < 12 {
		if fixed := strconv.FormatFloat(n, 'f', len(decimals), 64); near(number(fixed), n) {
			p.text = fixed
		}
	}
	digits := p.text
	if strings.Contains(q.digits, ",") {
		p.text = thousands(p.text)
	}
	if len(strings.Trim(digits, "0.")) > 5 {
		p.err = fmt.Errorf("in %q the threshold is %s now", q.digits+q.blank+q.sign, p.text+q.blank+q.sign)
	}
	if q.unit.word != "" && (strings.EqualFold(q.sign, q.unit.word) || strings.EqualFold(q.sign, q.unit.word+"s")) {
		q.sign = plural(strings.ToLower(q.sign), n)
		if n == 1 {
			q.sign = q.unit.word
		}
	}
	p.text += q.blank + q.sign
	return p
}

// thousands returns digits with a comma before each three of an integer.
func thousands(digits string) string {
	whole, decimals, _ := strings.Cut(digits, ".")
	first := strings.LastIndex(whole, "-") + 1 // digit
	for i := len(whole) - 3; i > first; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals != "" {
		whole += "." + decimals
	}
	return whole
}

// number returns the number that digits spell.
func number(digits string) float64 {
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// decimal returns v in decimal digits, without what computing it left behind the twelfth.
func decimal[F ~float64](v F) string {
	rounded := number(strconv.FormatFloat(float64(v), 'g', 12, 64))
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// thresholds returns what the expression of a is compared with.
func (a *Alert) thresholds() []float64 {
	all, err := promql.Thresholds(a.Expr)
	if err != nil {
		return nil
	}
	var values []float64
	for _, c := range all {
		values = append(values, float64(c.With))
	}
	return values
}
