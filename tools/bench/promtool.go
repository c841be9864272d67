package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// comparePromtool runs promtool and rulelint on the same test files.
func comparePromtool(args []string) error {
	flags, rulelint, runs := newFlags("promtool")
	promtool := flags.String("promtool", "promtool", "the promtool to compare with")
	list := flags.String("list", "", "file that lists the test files")
	only := flags.String("only", "", "only the files whose path holds this")
	_ = flags.Parse(args) // exits on an error

	files, err := testFiles(*list, *only)
	if err != nil {
		return err
	}
	theirs, err := median(*runs, *promtool, append([]string{"test", "rules"}, files...))
	if err != nil {
		return err
	}
	ours, err := median(*runs, *rulelint, append([]string{"test"}, files...))
	if err != nil {
		return err
	}
	fmt.Printf("%d test files, each program in one process\n\n", len(files))
	compare(theirs, ours)
	return nil
}

// testFiles reads a list of test files.
func testFiles(list, only string) ([]string, error) {
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

// compare prints both costs and how many times ours goes into theirs.
func compare(theirs, ours cost) {
	fmt.Printf("%-12s %12s %12s %8s\n", "", "promtool", "rulelint", "ratio")
	row := func(name string, a, b float64, format string) {
		fmt.Printf("%-12s %12s %12s %7.1fx\n", name, fmt.Sprintf(format, a), fmt.Sprintf(format, b), a/b)
	}
	row("wall", theirs.wall.Seconds(), ours.wall.Seconds(), "%.3f s")
	row("CPU", theirs.cpu.Seconds(), ours.cpu.Seconds(), "%.3f s")
	row("peak memory", float64(theirs.peak)/(1<<20), float64(ours.peak)/(1<<20), "%.0f MiB")
	fmt.Printf("%-12s %12d %12d\n", "exit code", theirs.code, ours.code)
}
