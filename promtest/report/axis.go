package report

import (
	"math"
	"strings"
	"time"
)

// axis maps the evaluation steps of a test to columns of the terminal. Where a test has more steps than columns, one
// column stands for perColumn steps; where it has few, each step is stretch columns wide.
type axis struct {
	steps     int
	interval  time.Duration
	perColumn int
	stretch   int
}

// maxStretch keeps a test of three steps from filling the line.
const maxStretch = 5

func newAxis(steps int, interval time.Duration, columns int) axis {
	a := axis{steps: max(steps, 1), interval: interval, perColumn: 1, stretch: 1}
	columns = max(columns, 1)
	if a.steps > columns {
		a.perColumn = (a.steps + columns - 1) / columns
	} else {
		a.stretch = min(columns/a.steps, maxStretch)
	}
	return a
}

// columns returns the width of a row.
func (a axis) columns() int { return (a.steps + a.perColumn - 1) / a.perColumn * a.stretch }

// column returns the first column of a step.
func (a axis) column(step int) int { return step / a.perColumn * a.stretch }

// row returns the state that each column shows: the most serious one of the steps it stands for.
func (a axis) row(spans []Span) []State {
	row := make([]State, a.columns())
	for _, s := range spans {
		if s.From >= s.To {
			continue
		}
		for c := a.column(s.From); c < a.column(s.To-1)+a.stretch && c < len(row); c++ {
			row[c] = max(row[c], s.State)
		}
	}
	return row
}

// ticks are the distances between labels of the axis that are easy to read.
var ticks = []time.Duration{
	time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 2 * 24 * time.Hour, 5 * 24 * time.Hour, 10 * 24 * time.Hour, 30 * 24 * time.Hour, 100 * 24 * time.Hour,
}

// tickRoom is the least number of columns from one label to the next.
const tickRoom = 8

// labels returns the line of times above the rows, at most width columns long. It may be a little longer than the rows.
func (a axis) labels(width int) string {
	tick := a.tick()
	var line strings.Builder
	for at := time.Duration(0); at >= 0; at += tick { // below 0 where a test is longer than a Duration
		column := a.column(int(at / a.interval))
		if int(at/a.interval) >= a.steps || at > 0 && column < line.Len()+1 || column+len(Time(at)) > width {
			break
		}
		line.WriteString(strings.Repeat(" ", column-line.Len()))
		line.WriteString(Time(at))
	}
	return line.String()
}

// tick returns the shortest readable distance between labels.
func (a axis) tick() time.Duration {
	for _, t := range ticks {
		if t%a.interval == 0 && a.column(int(t/a.interval)) >= tickRoom {
			return t
		}
	}
	n := 1
	for a.column(n) < tickRoom && n <= math.MaxInt/2/int(a.interval) {
		n *= 2
	}
	return time.Duration(n) * a.interval
}
