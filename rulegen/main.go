package rulegen

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Exit codes of [Main].
const (
	exitClean  = 0
	exitDrift  = 1 // with -check: a file is not what its rules generate
	exitFailed = 2 // wrong usage, faulty rules, a file that cannot be read or written
)

// Main is the main function of a program that keeps generated files:
//
//	func main() {
//		rulegen.Main(
//			rulegen.File{Path: "manifests/node.yaml", Target: rulegen.PrometheusRule{Name: "node", Release: "kps"}, Rules: node.Rules},
//			rulegen.File{Path: "rules/node.yaml", Target: rulegen.RuleFile{}, Rules: node.Rules},
//		)
//	}
//
// The program writes the files, or with a flag checks, compares, prints or lists them. Paths as arguments choose some
// of the files. Errors in rules are printed all at once, and then nothing is written.
// It exits with 0; with 1 if -check found a difference; with 2 if it could not do its work.
func Main(files ...File) {
	os.Exit(run(os.Args[1:], files, os.Stdout, os.Stderr))
}

const usage = `usage: %s [-check | -diff | -list | -stdout] [-out folder] [path...]

Writes generated rule files, or those of them that a path names.

`

// run is Main with its surroundings as arguments. It returns the exit code.
func run(args []string, files []File, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet(filepath.Base(os.Args[0]), flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintf(stderr, usage, flags.Name())
		flags.PrintDefaults()
	}
	dir := flags.String("out", ".", "`folder` that the paths of the files start from")
	do := mode{run: runner.write}
	for _, mode := range modes {
		flags.BoolFunc(mode.name, mode.doc, func(value string) error {
			if set, err := strconv.ParseBool(value); err != nil || !set {
				return err
			}
			if do.name != "" && do.name != mode.name {
				return fmt.Errorf("it excludes -%s", do.name)
			}
			do = mode
			return nil
		})
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitClean
	} else if err != nil {
		return exitFailed
	}

	files, err := choose(files, flags.Args())
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitFailed
	}
	outputs, err := generate(*dir, files)
	if err != nil {
		fmt.Fprintf(stderr, "%v\nrulegen: nothing written\n", err)
		return exitFailed
	}
	return do.run(runner{outputs, stdout, stderr})
}

// choose returns the files that paths name, or all.
func choose(files []File, paths []string) ([]File, error) {
	if len(files) == 0 {
		return nil, errors.New("rulegen: the program names no files")
	}
	if len(paths) == 0 {
		return files, nil
	}
	var chosen []File
	for _, path := range paths {
		i := slices.IndexFunc(files, func(f File) bool { return f.Path == filepath.ToSlash(path) })
		if i < 0 {
			var known []string
			for _, file := range files {
				known = append(known, file.Path)
			}
			return nil, fmt.Errorf("rulegen: path %q is not generated here; there are %s", path, strings.Join(known, ", "))
		}
		chosen = append(chosen, files[i])
	}
	return chosen, nil
}
