package promtest

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/value"
)

// FromCSV is a timeline recorded in a file of two columns, time and value, with a header or without. A scrape reads the last
// row at or before it.
//
// Times are durations since the start of the test (90s, 1h30m), or points in time: RFC 3339, 2024-01-31 12:00:00, seconds or
// milliseconds since 1970. Of points in time the first row is the start of the test. They ascend.
//
// Values are numbers, NaN and the infinities included; nothing, for a missing scrape; or stale. The timeline lasts until
// its last row; [Timeline.For] cuts it short, or holds its last value.
func FromCSV(r io.Reader) Timeline {
	t, err := readTable(r)
	if err == nil && len(t.columns) != 1 {
		err = fmt.Errorf("csv: want 2 columns, time and value, got %d", len(t.columns)+1)
	}
	if err != nil {
		return Timeline{err: err}
	}
	return t.timeline(0)
}

// FromWideCSV is FromCSV for a file with a column for every series: the header names them, as PromQL writes them.
//
//	time,"up{job=""api""}","up{job=""db""}"
//	0s,1,1
//	5m,0,1
func FromWideCSV(r io.Reader) []Series {
	t, err := readTable(r)
	if err == nil && t.header == nil {
		err = errors.New("csv: want a header that names the series")
	}
	if err != nil {
		return []Series{{Timeline: Timeline{err: err}}}
	}
	var all []Series
	for i, name := range t.header {
		all = append(all, Series{Metric: name, Timeline: t.timeline(i)})
	}
	return all
}

// table is a file of values over time.
type table struct {
	header  []string // without that of the times; nil: none
	times   []time.Duration
	columns [][]cell
}

// cell is a value, or none.
type cell struct {
	value   float64
	missing bool
}

// timeline returns a column as a timeline of one part.
func (t *table) timeline(column int) Timeline {
	return Timeline{parts: []part{{shape: recorded{t.times, t.columns[column]}, lasts: t.times[len(t.times)-1]}}}
}

// readTable reads all rows. Errors name their line.
func readTable(r io.Reader) (*table, error) {
	rows := csv.NewReader(r)
	rows.TrimLeadingSpace = true
	t := &table{}
	var clock csvClock
	for first := true; ; first = false {
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF) && len(t.times) == 0:
			return nil, errors.New("csv: no rows")
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil:
			return nil, fmt.Errorf("csv: %w", err)
		}
		if first {
			t.columns = make([][]cell, len(row)-1)
			if _, _, err := parseCSVTime(row[0]); err != nil {
				t.header = row[1:]
				continue
			}
		}
		line, _ := rows.FieldPos(0)
		if err := t.add(row, &clock); err != nil {
			return nil, fmt.Errorf("csv: line %d: %w", line, err)
		}
	}
}

// add adds a row.
func (t *table) add(row []string, clock *csvClock) error {
	at, err := clock.offset(row[0])
	if err != nil {
		return err
	}
	if n := len(t.times); n > 0 && at <= t.times[n-1] {
		return fmt.Errorf("time %s is not after that of the row before", row[0])
	}
	t.times = append(t.times, at)
	for i, text := range row[1:] {
		c, err := parseCell(text)
		if err != nil {
			return err
		}
		t.columns[i] = append(t.columns[i], c)
	}
	return nil
}

func parseCell(text string) (cell, error) {
	switch text = strings.TrimSpace(text); text {
	case "":
		return cell{missing: true}, nil
	case "stale":
		return cell{value: math.Float64frombits(value.StaleNaN)}, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return cell{}, fmt.Errorf("value %q: want a number, stale, or nothing", clip(text, 40))
	}
	return cell{value: v}, nil
}

// csvClock turns the times of a file into offsets: all durations, or all points in time.
type csvClock struct {
	started bool
	points  bool
	start   time.Duration // of points in time, since 1970
}

func (c *csvClock) offset(text string) (time.Duration, error) {
	at, point, err := parseCSVTime(text)
	switch {
	case err != nil:
		return 0, err
	case !c.started:
		c.started, c.points = true, point
		if point {
			c.start = at
		}
	case point != c.points:
		return 0, fmt.Errorf("time %s: durations and points in time do not mix", text)
	}
	return at - c.start, nil
}

// milliseconds is from where numbers are milliseconds: in seconds that is the year 5138.
const milliseconds = 1e11

// parseCSVTime reads a duration, or a point in time as the time since 1970.
func parseCSVTime(text string) (at time.Duration, point bool, err error) {
	text = strings.TrimSpace(text)
	if v, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(v) < 1e15 {
		if math.Abs(v) < milliseconds {
			v *= 1000
		}
		return time.Duration(math.Round(v)) * time.Millisecond, true, nil
	}
	if d, err := model.ParseDuration(text); err == nil {
		return time.Duration(d), false, nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateTime} {
		if t, err := time.Parse(layout, text); err == nil {
			return time.Duration(t.UnixMilli()) * time.Millisecond, true, nil
		}
	}
	return 0, false, fmt.Errorf("time %q is neither a duration (5m), nor a number of seconds since 1970, nor a time such as 2024-01-31T12:00:00Z", clip(text, 40))
}
