// Command catalogue writes the catalogue of metrics that rules/metrics embeds, from the exporters themselves:
//
//	make catalogue
//
// It reads the sources of exporters that are Go modules, which the go command fetches, pages of metrics that those keep for
// their tests, and pages that exporters served when somebody ran them, kept below observed/ as snapshots. What no exporter
// declares stands below facts/: bounds, all values of a label, units and types that names do not tell or tell wrongly.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/promwright/promwright/rules/metrics"
)

var verbose = flag.Bool("v", false, "tell which names could not be read")

func main() {
	out := flag.String("out", filepath.Join("..", "..", "rules", "metrics", "catalogue"), "folder of the catalogue")
	only := flag.String("only", "", "write this exporter alone")
	flag.Parse()
	failed := false
	for _, x := range exporters {
		if *only != "" && *only != x.name {
			continue
		}
		if err := x.write(*out); err != nil {
			fmt.Fprintf(os.Stderr, "catalogue: %s: %v\n", x.name, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// write writes the file of an exporter.
func (x exporter) write(folder string) error {
	all, err := x.collect()
	if err != nil {
		return err
	}
	file := metrics.File{
		Comment: "Written by make catalogue, not by hand: " + x.read + ".\nWhat exporters do not declare stands in tools/catalogue/facts/" + x.name + ".yaml.",
		Source:  x.title,
		Metrics: all,
	}
	return os.WriteFile(filepath.Join(folder, x.name+".yaml"), file.Encode(), 0o644)
}
