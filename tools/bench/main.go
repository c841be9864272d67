// Command bench runs promtool and rulelint on the same rule test files and compares them: wall and CPU seconds, peak
// memory, verdicts.
//
//	bench -promtool PATH -rulelint PATH [-runs N] -list TESTS.txt [-only SUBSTRING]
//
// TESTS.txt names one test file a line, relative to its own folder.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// cost is what one process took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
	code      int   // the exit code
}

func main() {
	promtool := flag.String("promtool", "promtool", "the promtool to compare with")
	rulelint := flag.String("rulelint", "bin/rulelint", "the rulelint to measure")
	list := flag.String("list", "", "file that lists the test files")
	only := flag.String("only", "", "only the files whose path holds this")
	runs := flag.Int("runs", 3, "how often each is run; the median counts")
	flag.Parse()

	files, err := read(*list, *only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	theirs := median(*runs, *promtool, append([]string{"test", "rules"}, files...))
	ours := median(*runs, *rulelint, append([]string{"test"}, files...))
	print(len(files), theirs, ours)
}

func read(list, only string) ([]string, error) {
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, err
	}
	var files []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && strings.Contains(line, only) {
			files = append(files, filepath.Join(filepath.Dir(list), line))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no test file in it holds %q", list, only)
	}
	return files, nil
}

// median runs a command n times and returns the run with the median wall time.
func median(n int, name string, args []string) cost {
	costs := make([]cost, n)
	for i := range costs {
		costs[i] = run(name, args)
	}
	slices.SortFunc(costs, func(a, b cost) int { return int(a.wall - b.wall) })
	return costs[n/2]
}

func run(name string, args []string) cost {
	command := exec.Command(name, args...)
	start := time.Now()
	err := command.Run()
	wall := time.Since(start)
	if command.ProcessState == nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	state := command.ProcessState
	return cost{wall, state.UserTime() + state.SystemTime(), peak(state), state.ExitCode()}
}

func print(files int, theirs, ours cost) {
	fmt.Printf("%d test files, each program in one process\n\n", files)
	fmt.Printf("%-12s %12s %12s %8s\n", "", "promtool", "rulelint", "ratio")
	row := func(name string, a, b float64, format string) {
		fmt.Printf("%-12s %12s %12s %7.1fx\n", name, fmt.Sprintf(format, a), fmt.Sprintf(format, b), a/b)
	}
	row("wall", theirs.wall.Seconds(), ours.wall.Seconds(), "%.3f s")
	row("CPU", theirs.cpu.Seconds(), ours.cpu.Seconds(), "%.3f s")
	row("peak memory", float64(theirs.peak)/(1<<20), float64(ours.peak)/(1<<20), "%.0f MiB")
	fmt.Printf("%-12s %12d %12d\n", "exit code", theirs.code, ours.code)
}
