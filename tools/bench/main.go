// Command bench measures rulelint as a process: wall and CPU seconds, peak memory.
//
//	bench promtool -promtool PATH -rulelint PATH -list TESTS.txt [-only SUBSTRING] [-runs N]
//	bench lint -rulelint PATH [-rules N,N,...] [-runs N]
//
// The first runs promtool and rulelint on the same test files and compares them. TESTS.txt names one test file a line, relative
// to its own folder. The second lints generated rules.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	commands := map[string]func([]string) error{"promtool": comparePromtool, "lint": lint}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: bench promtool|lint [flags]")
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

// newFlags returns the flags that every command has.
func newFlags(name string) (flags *flag.FlagSet, rulelint *string, runs *int) {
	flags = flag.NewFlagSet(name, flag.ExitOnError)
	rulelint = flags.String("rulelint", "bin/rulelint", "the rulelint to measure")
	runs = flags.Int("runs", 5, "how often each is run; the run with the median wall time counts")
	return flags, rulelint, runs
}
