package gosource

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode"
)

// declared returns the variable of a metric, with the kind it is declared as.
func (w *Writer) declared(metric string) Declared {
	if d, ok := w.metrics[metric]; ok {
		return d
	}
	if w.metrics == nil {
		w.metrics, w.names = map[string]Declared{}, map[string]bool{}
	}
	d := Declared{Var: w.free(goName(metric)), Name: metric}
	if w.Kind != nil {
		d.Kind = w.Kind(metric)
	}
	w.metrics[metric] = d
	w.names[d.Var] = true
	return d
}

// free returns name, or name with the first number that makes it free.
func (w *Writer) free(name string) string {
	free := func(name string) bool {
		return !w.names[name] && !reserved[name] && types.Universe.Lookup(name) == nil && token.IsIdentifier(name) && (w.Taken == nil || !w.Taken(name))
	}
	if free(name) {
		return name
	}
	for n := 2; ; n++ {
		if numbered := name + strconv.Itoa(n); free(numbered) {
			return numbered
		}
	}
}

// reserved are the names that source itself needs.
var reserved = map[string]bool{"promql": true, "rules": true, "time": true, "math": true, "init": true, "main": true, "_": true}

// goName returns a metric's name as Go writes names: nodeLoad1 for node_load1, jobErrorsRate5m for job:errors:rate5m.
func goName(metric string) string {
	words := strings.FieldsFunc(metric, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var b strings.Builder
	for i, word := range words {
		runes := []rune(word)
		switch {
		case i > 0:
			runes[0] = unicode.ToUpper(runes[0])
		case word == strings.ToUpper(word): // ALERTS
			runes = []rune(strings.ToLower(word))
		default:
			runes[0] = unicode.ToLower(runes[0])
		}
		b.WriteString(string(runes))
	}
	name := b.String()
	if name == "" || !unicode.IsLetter([]rune(name)[0]) {
		return "metric" + name
	}
	return name
}
