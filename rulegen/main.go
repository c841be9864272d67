package rulegen

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
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
//		node := rulegen.File{Rules: node.Groups(), Command: "make generate"}
//		rulegen.Main(
//			node.As("manifests/node.yaml", rulegen.PrometheusRule{Name: "node", Release: "kube-prometheus-stack"}),
//			node.As("rules/node.yaml", rulegen.RuleFile{}),
//		)
//	}
//
// The program writes the files, or with a flag checks, compares, prints or lists them, and says which rules change in
// meaning, and how. Paths as arguments choose some of the files, and so does -target. Errors in rules are printed all at
// once, and then nothing is written.
//
// It is never silent about what it replaces: a file that no comment at the top calls generated is left alone, and then nothing
// is written either, unless -force is given.
// It exits with 0; with 1 if -check found a difference; with 2 if it could not do its work.
func Main(files ...File) {
	os.Exit(run(os.Args[1:], files, os.Stdout, os.Stderr))
}

const usage = `usage: %s [-check | -diff | -list | -stdout | -force] [-out folder] [-target form] [path...]

Writes generated rule files, or those of them that a path names, and says which rules change in meaning.

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
	form := flags.String("target", "", "take only the files of a `form`, as -list names it")
	force := flags.Bool("force", false, "replace files that are not generated, too")
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

	if *force && do.name != "" {
		fmt.Fprintf(stderr, "rulegen: -force replaces files, -%s writes none\n", do.name)
		return exitFailed
	}
	chosen, err := choose(files, *form, flags.Args())
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitFailed
	}
	outputs, err := generate(*dir, chosen)
	if err != nil {
		fmt.Fprintf(stderr, "%v\nrulegen: nothing written\n", err)
		return exitFailed
	}
	return do.run(runner{outputs, *force, stdout, stderr})
}
