package main

import (
	"fmt"
	"os/exec"
	"slices"
	"time"
)

// cost is what one process took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // of resident memory, in bytes; 0 where the platform does not tell
	code      int   // the exit code
}

// median runs a command n times and returns the run with the median wall time.
func median(n int, name string, args []string) (cost, error) {
	costs := make([]cost, max(n, 1))
	for i := range costs {
		var err error
		if costs[i], err = run(name, args); err != nil {
			return cost{}, err
		}
	}
	slices.SortFunc(costs, func(a, b cost) int { return int(a.wall - b.wall) })
	return costs[len(costs)/2], nil
}

// run runs a command once. It is an error if it cannot be started, none if it fails.
func run(name string, args []string) (cost, error) {
	command := exec.Command(name, args...)
	start := time.Now()
	if err := command.Run(); command.ProcessState == nil {
		return cost{}, fmt.Errorf("%s: %w", name, err)
	}
	state := command.ProcessState
	return cost{time.Since(start), state.UserTime() + state.SystemTime(), peak(state), state.ExitCode()}, nil
}
