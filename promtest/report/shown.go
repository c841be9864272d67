package report

import (
	"io"
	"strings"
	"time"
)

// Shown draws the alerts that were to be shown: what was wanted over what came, and the values that decided where the state
// changes. It writes nothing if there are none.
func Shown(w io.Writer, r *Result, o Options) error {
	p := newPrinter(w, o)
	for i, a := range r.Shown {
		if i > 0 {
			p.line("")
		}
		p.title(a)
		came := row{"got", got(r, a), allWords(a.Got, r.Steps, r.Interval) + duration(a)}
		if len(a.Want) == 0 {
			came.name = ""
			p.chart(r, []row{came})
		} else {
			p.chart(r, []row{{"want", a.Want, wantWords(a.Want, r.Steps, r.Interval)}, came})
		}
		p.because(r, a.Because)
	}
	return p.flush(w)
}

// wantWords says what is wanted when: "not firing at 14m, firing at 15m", "firing from 40m".
func wantWords(spans []Span, steps int, interval time.Duration) string {
	const most = 4
	var parts []string
	for _, s := range spans {
		from, to := time.Duration(s.From)*interval, time.Duration(s.To)*interval
		when := Stretch(from, to)
		switch {
		case s.To-s.From == 1:
			when = "at " + Time(from)
		case s.To == steps:
			when = Stretch(from, 0)
		}
		parts = append(parts, s.State.String()+" "+when)
	}
	if len(parts) > most {
		parts = append(parts[:most-1], count(len(parts)-most+1, "more time"))
	}
	return strings.Join(parts, ", ")
}
