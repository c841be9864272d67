package engine

import (
	"iter"
	"math"
)

// feed hands the samples of an input column on step by step, going through its source once. It is for columns that rules write too, of
// which a step must not show what comes after it.
type feed struct {
	column *column
	next   func() (Sample, bool)
	stop   func() // to be called in the end
	ahead  Sample
	more   bool  // ahead is a sample
	last   int64 // time of the sample before it
}

func (c *column) feed() *feed {
	f := &feed{column: c, last: math.MinInt64}
	f.next, f.stop = iter.Pull(c.source)
	f.ahead, f.more = f.next()
	return f
}

// to appends the samples up to the time limit that the column does not have.
func (f *feed) to(limit int64) error {
	for f.more && f.ahead.T <= limit {
		if err := f.column.take(f.ahead, f.last, limit); err != nil {
			return err
		}
		f.last = f.ahead.T
		f.ahead, f.more = f.next()
	}
	f.column.begun, f.column.read = true, limit
	return nil
}
