package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
)

// gutter is the room for the names of rows.
const gutter = 9

// maxOthers limits the other instances drawn below the one that failed.
const maxOthers = 5

// row is one line of a chart.
type row struct {
	name  string
	spans []Span
	note  string
}

// chart draws rows above each other, on one axis, which it returns. Notes that leave too little room for the rows go below
// them.
func (p *printer) chart(r *Result, rows []row) axis {
	const gap, least = 2, 24 // columns: between a row and its note, and for a row
	note := 0
	for i, row := range rows {
		rows[i].note = oneLine(row.note)
		note = max(note, runewidth.StringWidth(row.note))
	}
	beside := p.width-gutter-gap-note >= min(least, r.Steps)
	columns := p.width - gutter
	if beside {
		columns -= gap + note
	}
	a := newAxis(r.Steps, r.Interval, columns)
	p.line(pad("") + a.labels(p.width-gutter))
	space := strings.Repeat(" ", min(columns-a.columns()+gap, 5))
	for _, row := range rows {
		cells := p.cells(a.row(row.spans))
		if beside {
			p.line(pad(row.name) + cells + space + row.note)
			continue
		}
		p.line(pad(row.name) + cells)
		if row.note != "" {
			p.wrapped(pad(""), row.note, pad(""))
		}
	}
	return a
}

// mark draws an arrow under the column of a step, with the time beside it.
func (p *printer) mark(a axis, step int) {
	text, column := Time(time.Duration(step)*a.interval), a.column(step)
	if gutter+column+2+len(text) <= p.width {
		p.line(pad("") + strings.Repeat(" ", column) + "▲ " + text)
		return
	}
	p.line(pad("") + strings.Repeat(" ", max(column-len(text)-1, 0)) + text + " ▲")
}

// pad returns the name of a row, as wide as all names.
func pad(name string) string { return runewidth.FillRight(name, gutter) }

// glyphs draw states.
var glyphs = [...]string{Open: " ", NotFiring: "x", Inactive: "·", Pending: "▒", Firing: "█"}

// cells draws states: · nothing, ▒ pending, █ firing, x not to fire, and blank where nothing is said.
func (p *printer) cells(states []State) string {
	var b strings.Builder
	for from := 0; from < len(states); {
		to := from
		for to < len(states) && states[to] == states[from] {
			to++
		}
		b.WriteString(p.paint[states[from]](strings.Repeat(glyphs[states[from]], to-from)))
		from = to
	}
	return b.String()
}

// title prints an alert with its labels.
func (p *printer) title(a *Alert) {
	for i, l := range wrap("", a.Name+Labels(a.Labels), p.width, "  ") {
		if rest, ok := strings.CutPrefix(l, a.Name); ok && i == 0 {
			l = p.bold(a.Name) + rest
		}
		p.line(l)
	}
}

// wantGot draws what was wanted of the first alert of a failure over what came, then the others. Where the columns are too
// coarse to show a difference, an arrow points at it.
func (p *printer) wantGot(r *Result, f Failure) {
	main, others := f.Alerts[0], f.Alerts[1:]
	p.title(main)
	rows := []row{{"want", main.Want, ""}, {"got", got(r, main), ""}}
	for i := range rows {
		rows[i].note = words(rows[i].spans, r.Steps, r.Interval)
	}
	if rows[0].note == rows[1].note {
		for i := range rows {
			rows[i].note = allWords(rows[i].spans, r.Steps, r.Interval)
		}
	}
	if len(main.Got) == 0 && len(others) > 0 {
		rows[1].note = "no instance with these labels"
	} else {
		rows[1].note += duration(main)
	}
	if len(main.Want) == 0 {
		rows[0].note = ""
	}
	for _, other := range others[:min(len(others), maxOthers)] {
		rows = append(rows, row{"other", got(r, other), Labels(other.Labels) + " " + words(other.Got, r.Steps, r.Interval)})
	}
	a := p.chart(r, rows)
	if slices.Equal(a.row(rows[0].spans), a.row(rows[1].spans)) {
		p.mark(a, f.Step)
	}
	p.more(len(others))
}

// more tells how many of n instances were not drawn.
func (p *printer) more(n int) {
	if n > maxOthers {
		p.wrapped(pad(""), fmt.Sprintf("and %d more instances", n-maxOthers), pad(""))
	}
}

// got returns the states of an alert; one that never was is inactive all the time.
func got(r *Result, a *Alert) []Span {
	if len(a.Got) == 0 {
		return []Span{{Inactive, 0, r.Steps}}
	}
	return a.Got
}

// duration says how long the rule of an alert waits and goes on.
func duration(a *Alert) string {
	var parts []string
	if a.For > 0 {
		parts = append(parts, "for: "+Time(a.For))
	}
	if a.KeepFiringFor > 0 {
		parts = append(parts, "keep_firing_for: "+Time(a.KeepFiringFor))
	}
	if len(parts) == 0 {
		return ""
	}
	return "   (" + strings.Join(parts, ", ") + ")"
}

// because prints the values that decided.
func (p *printer) because(r *Result, values []Value) {
	var times []string
	room := len("1h30m") // for the times
	for _, v := range values {
		times = append(times, v.at(r))
		room = max(room, len(times[len(times)-1]))
	}
	for i, v := range values {
		at := fmt.Sprintf("%sat %-*s   ", pad(""), room, times[i])
		p.wrapped(at, v.Text, strings.Repeat(" ", len(at)))
	}
}
