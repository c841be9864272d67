// Command k8scheck tells whether a Kubernetes API server that has the Prometheus operator's PrometheusRule and AlertmanagerConfig would
// take files as they are, and would not drop a part of them:
//
//	go -C tools/k8scheck run . "$PWD"/manifests/*.yaml
//
// It runs the API server's own validation over the operator's own schema, which it finds in the module cache.
// Exit codes: 0 all files are taken, 1 one is not, 2 one cannot be read or the schema is not there.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run checks the files that args name and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprintln(stderr, "usage: k8scheck FILE...")
		return 2
	}
	schemas, err := operatorSchemas()
	if err != nil {
		fmt.Fprintf(stderr, "k8scheck: %v\n", err)
		return 2
	}
	code := 0
	for _, file := range args {
		src, err := os.ReadFile(file)
		if err != nil {
			fmt.Fprintf(stderr, "k8scheck: %v\n", err)
			code = 2
			continue
		}
		objects, errs := schemas.check(src)
		for _, err := range errs {
			fmt.Fprintf(stdout, "%s: %v\n", file, err)
			code = max(code, 1)
		}
		if len(errs) == 0 {
			fmt.Fprintf(stdout, "%s: ok, objects: %d\n", file, objects)
		}
	}
	return code
}
