//go:build ignore

// This program writes list.go.
package main

import (
	"log"
	"os"

	"github.com/promwright/promwright/lint/checks/internal/list"
)

func main() {
	source, err := list.Source(os.DirFS("."))
	if err == nil {
		err = os.WriteFile("list.go", source, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
