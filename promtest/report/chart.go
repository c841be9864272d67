package report

import (
	"fmt"
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

// marker is an arrow under a step of a chart.
type marker struct {
	step int
	text string
}

// chart draws rows above each other, on one axis, with an arrow below unless mark is nil. Notes that leave too little room
// for the rows go below them.
func (p *printer) chart(r *Result, rows []row, mark *marker) {
	const gap, least = 2, 24 // columns: between a row and its note, and for a row
	note := 0
	for _, row := range rows {
		note = max(note, runewidth.StringWidth(row.note))
	}
	beside := p.width-gutter-gap-note >= min(least, r.Steps)
	columns := p.width - gutter
	if beside {
		columns -= gap + note
	}
	a := newAxis(r.Steps, r.Interval, columns)
	p.line(pad("") + a.labels())
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
	if mark != nil {
		p.mark(a, *mark)
	}
}

// mark draws an arrow under the column of a step, with its text beside it.
func (p *printer) mark(a axis, m marker) {
	column := a.column(m.step)
	if gutter+column+2+len(m.text) <= p.width {
		p.line(pad("") + strings.Repeat(" ", column) + "▲ " + m.text)
		return
	}
	p.line(pad("") + strings.Repeat(" ", max(column-len(m.text)-1, 0)) + m.text + " ▲")
}

// pad returns the name of a row, as wide as all names.
func pad(name string) string { return runewidth.FillRight(name, gutter) }

// cells draws states: · nothing, ▒ pending, █ firing, and blank where nothing is said.
func (p *printer) cells(states []State) string {
	var b strings.Builder
	for from := 0; from < len(states); {
		to := from
		for to < len(states) && states[to] == states[from] {
			to++
		}
		b.WriteString(p.paint[states[from]](strings.Repeat([...]string{" ", "·", "▒", "█"}[states[from]], to-from)))
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

// wantGot draws what was wanted of an alert over what came, then the others of the name.
func (p *printer) wantGot(r *Result, alerts []*Alert) {
	main := alerts[0]
	p.title(main)
	note := words(main.Got, r.Steps, r.Interval) + duration(main)
	if len(main.Got) == 0 && len(alerts) > 1 {
		note = "no instance with these labels"
	}
	rows := []row{
		{"want", main.Want, wantWords(r, main)},
		{"got", got(r, main), note},
	}
	for i, other := range alerts[1:] {
		if i == maxOthers {
			break
		}
		rows = append(rows, row{"other", got(r, other), Labels(other.Labels) + " " + words(other.Got, r.Steps, r.Interval)})
	}
	p.chart(r, rows, nil)
	if n := len(alerts) - 1 - maxOthers; n > 0 {
		p.line(pad("") + fmt.Sprintf("and %d more instances", n))
	}
}

// got returns the states of an alert; one that never was is inactive all the time.
func got(r *Result, a *Alert) []Span {
	if len(a.Got) == 0 {
		return []Span{{Inactive, 0, r.Steps}}
	}
	return a.Got
}

// wantWords says what is wanted of an alert.
func wantWords(r *Result, a *Alert) string {
	if len(a.Want) == 0 {
		return ""
	}
	return words(a.Want, r.Steps, r.Interval)
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
	const room = len("at 1d12h30m ") // before the value
	for _, v := range values {
		at := fmt.Sprintf("%sat %-*s", pad(""), room-3, Time(time.Duration(v.Step)*r.Interval))
		p.wrapped(at, v.Text, strings.Repeat(" ", gutter+room))
	}
}
