// Command rulelint lints and tests Prometheus alerting and recording rules.
package main

import (
	"os"

	"github.com/promwright/promwright/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
