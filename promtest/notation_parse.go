package promtest

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/promql/parser"
)

// NotationError says where a notation is broken.
type NotationError struct {
	Offset  int // byte of the sequence at which the faulty word starts
	Message string
}

func (e *NotationError) Error() string { return e.Message }

// spaces separate the items of a notation.
const spaces = " \t\r\n"

// parseNotation reads a sequence without expanding its repetitions.
func parseNotation(sequence string) (notation, error) {
	var items notation
	for at := 0; ; {
		at += len(sequence[at:]) - len(strings.TrimLeft(sequence[at:], spaces))
		if at == len(sequence) {
			return items, nil
		}
		word := sequence[at : at+wordLen(sequence[at:])]
		it, err := parseItem(word)
		if err != nil {
			return nil, &NotationError{at, fmt.Sprintf("notation: item %d, %q: %v", len(items)+1, clip(word, 60), err)}
		}
		items = append(items, it)
		at += len(word)
	}
}

// wordLen returns the length of the word s starts with. Spaces inside {{ }} do not end it.
func wordLen(s string) int {
	for i := 0; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], "{{"):
			end := strings.Index(s[i:], "}}")
			if end < 0 {
				return len(s)
			}
			i += end + len("}}")
		case strings.IndexByte(spaces, s[i]) >= 0:
			return i
		default:
			i++
		}
	}
	return len(s)
}

// clip shortens s to about n bytes, for messages.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}

// parseItem reads one word: _, value, or histogram, with an optional change and an optional repetition.
func parseItem(word string) (item, error) {
	if rest, ok := strings.CutPrefix(word, "_"); ok {
		n, _, err := parseTimes(rest)
		return item{missing: true, count: n}, err
	}
	if strings.HasPrefix(word, "{{") {
		return parseHistogramItem(word)
	}
	v, rest, err := parseValue(word)
	if err != nil {
		return item{}, err
	}
	it := item{value: v}
	if strings.HasPrefix(rest, "+") || strings.HasPrefix(rest, "-") {
		it.step, rest, err = parseNumber(rest)
		if err != nil {
			return item{}, err
		}
		if rest == "" {
			return item{}, fmt.Errorf("a change needs a repetition, as in 1+2x3")
		}
	}
	n, times, err := parseTimes(rest)
	if err != nil {
		return item{}, err
	}
	return it.repeated(n, times)
}

// repeated gives the item its scrapes: one, or one and n more.
func (it item) repeated(n uint64, times bool) (item, error) {
	it.count = n
	if times {
		if n == math.MaxUint64 {
			return item{}, fmt.Errorf("repetition %d is too large", n)
		}
		it.count++
	}
	return it, nil
}

// parseTimes reads the repetition that ends a word. Without one it returns 1 and false.
func parseTimes(s string) (n uint64, times bool, err error) {
	if s == "" {
		return 1, false, nil
	}
	digits, ok := strings.CutPrefix(s, "x")
	if !ok {
		return 0, false, fmt.Errorf("unexpected %q: want a space, or x and a number of repetitions", clip(s, 20))
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false, fmt.Errorf("repetition %q: want a whole number", clip(digits, 20))
	}
	n, err = strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return 0, false, fmt.Errorf("repetition %s: %w", clip(digits, 30), strconv.ErrRange)
	}
	return n, true, nil
}

// parseHistogramItem reads {{...}}, {{...}}xn and {{...}}+{{...}}xn.
func parseHistogramItem(word string) (item, error) {
	var it item
	var err error
	it.hist, word, err = parseHistogram(word)
	if err != nil {
		return item{}, err
	}
	if err := it.hist.Validate(); err != nil {
		return item{}, err // which Prometheus would not store
	}
	if strings.HasPrefix(word, "+{{") || strings.HasPrefix(word, "-{{") {
		it.minus = word[0] == '-'
		it.change, word, err = parseHistogram(word[1:])
		if err != nil {
			return item{}, err
		}
		if word == "" {
			return item{}, fmt.Errorf("a change needs a repetition, as in {{...}}+{{...}}x3")
		}
	}
	n, times, err := parseTimes(word)
	if err != nil {
		return item{}, err
	}
	it, err = it.repeated(n, times)
	if err == nil && it.change != nil && it.count > 1 {
		if it.hist.Schema > it.change.Schema {
			return item{}, fmt.Errorf("a histogram of schema %d cannot be changed by one of schema %d, which is coarser", it.hist.Schema, it.change.Schema)
		}
		_, err = it.combine(it.hist)
	}
	return it, err
}

// parseHistogram reads the histogram that s starts with, through Prometheus's own parser.
func parseHistogram(s string) (h *histogram.FloatHistogram, rest string, err error) {
	end := strings.Index(s, "}}")
	if end < 0 {
		return nil, "", fmt.Errorf("the histogram is not closed by }}")
	}
	end += len("}}")
	_, values, err := syntax.ParseSeriesDesc("{} " + s[:end])
	if err != nil {
		return nil, "", err
	}
	if len(values) != 1 || values[0].Histogram == nil {
		return nil, "", fmt.Errorf("%s is not a histogram", s[:end])
	}
	return values[0].Histogram, s[end:], nil
}

// syntax reads series and histograms with every optional feature of the language, as promtool does in tests.
var syntax = parser.NewParser(parser.Options{
	EnableExperimentalFunctions: true,
	EnableBinopFillModifiers:    true,
	EnableUnquotedUTF8Names:     true,
})
