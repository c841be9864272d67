package cli

import (
	"os"
	"runtime/debug"
)

const (
	gcPercent     = 150     // less CPU than with 100, and 10,000 rules fit in 150 MiB
	testGCPercent = 400     // of tests: a fifth less CPU again, for little memory, since what one test holds is garbage when it ends
	memoryLimit   = 1 << 30 // bytes in use above which collections become as frequent as they must
)

// tuneMemory trades memory for time, as a program that soon ends may, unless the environment says otherwise. The heap grows by so many
// percent from one collection to the next.
func tuneMemory(percent int) {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(memoryLimit)
	}
}
