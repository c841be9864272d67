package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/promwright/promwright/lint"
)

// printTiming prints what a run spent its time on, the most first, and what share of all that is.
func printTiming(w io.Writer, timing *lint.Timing) {
	spent := timing.Spent()
	var all time.Duration
	for _, s := range spent {
		all += s.Time
	}
	for _, s := range spent {
		fmt.Fprintf(w, "%9.1f ms %5.1f%%  %s\n", float64(s.Time.Microseconds())/1000, 100*float64(s.Time)/float64(max(all, 1)), s.On)
	}
}
