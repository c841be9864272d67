package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

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

// Number prints a value for people: 15, 0.25, 1.07374e+11, NaN.
func Number(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

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
		var times []string
		for _, span := range merged(spans, s) {
			to := time.Duration(span.To) * interval
			if span.To == steps {
				to = 0
			}
			times = append(times, Stretch(time.Duration(span.From)*interval, to))
		}
		if len(times) > 3 {
			times = append(times[:2], fmt.Sprintf("%d more times", len(times)-2))
		}
		if len(times) > 0 {
			return s.String() + " " + strings.Join(times, ", ")
		}
	}
	return "never"
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

// wrap breaks text into lines of at most width columns, at spaces where there are any; lines after the first, and
// those of the text itself, start with indent.
func wrap(text string, width int, indent string) []string {
	var lines []string
	for i, paragraph := range strings.Split(text, "\n") {
		line := ""
		if i > 0 {
			line = indent
		}
		empty := true // nothing of the paragraph is on the line yet
		for _, word := range strings.Split(paragraph, " ") {
			for {
				room := width - runewidth.StringWidth(line)
				if !empty {
					room--
				}
				if runewidth.StringWidth(word) <= room {
					if !empty {
						line += " "
					}
					line += word
					empty = false
					break
				}
				if empty { // longer than a line
					head := runewidth.Truncate(word, max(room, 2), "")
					if head == "" {
						head = word
					}
					line += head
					word = word[len(head):]
				}
				lines = append(lines, line)
				line, empty = indent, true
				if word == "" {
					empty = true
				}
			}
		}
		lines = append(lines, line)
	}
	return lines
}
