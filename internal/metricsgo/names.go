package metricsgo

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promwright/promwright/rules/metrics"
)

// goName returns the name of the variable of a series: FilesystemAvailBytes for node_filesystem_avail_bytes without node_.
func (p Package) goName(series string) string {
	words := strings.FieldsFunc(strings.TrimPrefix(series, p.Prefix), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for i, word := range words {
		words[i] = upperFirst(word)
	}
	return exported(strings.Join(words, ""))
}

// exported returns text as an exported identifier.
func exported(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, upperFirst(text))
	if first, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(first) {
		return "X" + text
	}
	return text
}

func upperFirst(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return word
	}
	return string(unicode.ToUpper(first)) + word[size:]
}

// describe says what a series is: "node_load1, a gauge".
func describe(s metrics.Series) string {
	what := "a " + string(s.Type)
	switch {
	case s.Part == metrics.Bucket:
		what = "the buckets of a histogram"
	case s.Part == metrics.Quantile:
		what = "the quantiles of a summary"
	case s.Part != metrics.Whole:
		what = "the " + string(s.Part) + " of a " + string(s.Type)
	case s.Type == metrics.Info:
		what = "a gauge that is 1 for its labels"
	}
	unit := s.Unit
	if s.Part == metrics.Bucket {
		unit = s.Observed
	}
	switch {
	case s.Timestamp:
		what = "a time"
		if unit.Known() {
			what += " in " + unit.String() + " since 1970"
		}
	case unit.Known() && unit != metrics.Things && unit.String() != "":
		what += " in " + unit.String()
	}
	return s.Name + ", " + what
}
