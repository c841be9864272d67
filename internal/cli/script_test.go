package cli_test

import (
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/promwright/promwright/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"rulelint": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScript runs the binary as a user would, one file of testdata/script for each thing it does.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"zeros": zeros, "repeat": repeat},
	})
}

// zeros writes a file of so many NUL bytes: zeros FILE BYTES.
func zeros(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(file.Truncate(size))
	ts.Check(file.Close())
}

// repeat writes a file with a part that is there so many times: repeat FILE TIMES BEFORE PART AFTER. In the last three \n is a line
// break, and in PART N is the number of the repetition.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], `\n`, "\n")
	}
	var text strings.Builder
	text.WriteString(args[2])
	for i := range times {
		text.WriteString(strings.ReplaceAll(args[3], "N", strconv.Itoa(i)))
	}
	text.WriteString(args[4])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text.String()), 0o600))
}
