package report

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// Time prints an offset as rules and tests write durations: 0m, 45s, 1h30m, 2d.
func Time(d time.Duration) string {
	if d == 0 {
		return "0m"
	}
	if d < 0 {
		return "-" + Time(-d)
	}
	var b strings.Builder
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond}} {
		if n := d / u.size; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.name)
			d %= u.size
		}
	}
	if d > 0 {
		fmt.Fprintf(&b, "%dns", d)
	}
	return b.String()
}

// Stretch prints the time from one offset until another: "from 10m", "10m to 20m". To 0 is the end of the test.
func Stretch(from, to time.Duration) string {
	if to == 0 {
		return "from " + Time(from)
	}
	return Time(from) + " to " + Time(to)
}

// Number prints a value for people: 15, 0.25, 107374182400, 1.23457e-07, NaN.
func Number(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

// Labels prints labels as PromQL writes them, sorted by name; nothing if there are none.
func Labels(labels map[string]string) string {
	if len(labels) == 0 {
		return ""
	}
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		pairs = append(pairs, name+"="+strconv.Quote(labels[name]))
	}
	return "{" + strings.Join(pairs, ", ") + "}"
}

// words says when an alert was in its most serious state: "firing from 40m", "pending 5m to 9m", "never".
func words(spans []Span, steps int, interval time.Duration) string {
	for _, s := range []State{Firing, Pending} {
		if text := wordsOf(spans, s, steps, interval); text != "" {
			return text
		}
	}
	return "never"
}

// allWords says when an alert was pending, and when firing.
func allWords(spans []Span, steps int, interval time.Duration) string {
	pending := wordsOf(spans, Pending, steps, interval)
	firing := wordsOf(spans, Firing, steps, interval)
	switch {
	case pending == "" && firing == "":
		return "never"
	case pending == "" || firing == "":
		return pending + firing
	}
	return pending + ", " + firing
}

// wordsOf says when an alert was in one state; nothing if it never was.
func wordsOf(spans []Span, state State, steps int, interval time.Duration) string {
	var times []string
	for _, span := range merged(spans, state) {
		to := time.Duration(span.To) * interval
		if span.To == steps {
			to = 0
		}
		times = append(times, Stretch(time.Duration(span.From)*interval, to))
	}
	if len(times) > 3 {
		times = append(times[:2], fmt.Sprintf("%d more times", len(times)-2))
	}
	if len(times) == 0 {
		return ""
	}
	return state.String() + " " + strings.Join(times, ", ")
}

// merged returns the spans of one state.
func merged(spans []Span, state State) []Span {
	var out []Span
	for _, s := range spans {
		if s.State == state {
			out = append(out, s)
		}
	}
	return out
}

// wrap breaks text, as a terminal shows it, into lines of at most width columns: at spaces, or after { in a word that is too long for a line. The
// first line starts with lead; those after it, and those of the text itself, start with indent.
func wrap(lead, text string, width int, indent string) []string {
	var lines []string
	line, start := lead, lead
	flush := func() {
		lines = append(lines, line)
		line, start = indent, indent
	}
	for i, paragraph := range strings.Split(shown(text), "\n") {
		if i > 0 {
			flush()
		}
		for _, word := range strings.SplitAfter(paragraph, " ") {
			for runewidth.StringWidth(line)+runewidth.StringWidth(strings.TrimRight(word, " ")) > width {
				if line == start {
					n := breakAt(word, width-runewidth.StringWidth(line))
					line, word = line+word[:n], word[n:]
				}
				flush()
			}
			if line == start && len(lines) > 0 && word == " " {
				continue // what is left of a wider space
			}
			line += word
		}
	}
	flush()
	return lines
}

// breakAt returns how many bytes of a word to put on a line with so much room: up to {, if there is one, and at least one
// character.
func breakAt(word string, room int) int {
	head := runewidth.Truncate(word, max(room, 1), "")
	if i := strings.LastIndexByte(head, '{'); i > 0 {
		return i + 1
	}
	if head == "" {
		_, n := utf8.DecodeRuneInString(word)
		return n
	}
	return len(head)
}
