package metrics

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/promwright/promwright/internal/nearest"
)

//go:embed catalogue/*.yaml
var catalogueFiles embed.FS

// Default returns what is known without a snapshot: the embedded catalogue, and the conventions of names.
func Default() *DB { return &DB{[]layer{catalogue{}}} }

// Exporters returns the names of the catalogue's files, sorted.
func Exporters() []string {
	entries, _ := catalogueFiles.ReadDir("catalogue") // embedded: there are no errors
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".yaml")
	}
	return names
}

// Exporter returns a file of the catalogue by its name, such as node_exporter.
func Exporter(name string) (File, error) {
	source, err := catalogueFiles.ReadFile("catalogue/" + name + ".yaml")
	if err != nil {
		return File{}, fmt.Errorf("metrics: the catalogue has no exporter %q; %s", name, nearest.Hint(name, Exporters()))
	}
	return ReadFile("catalogue/"+name+".yaml", source)
}

// catalogue is the layer of what is embedded. To parse all of it takes longer than a linter may take to start, so its lines
// are indexed when the first name is asked for, and each is parsed when its name is.
type catalogue struct{}

func (catalogue) family(name string) (*Metric, Source) {
	found, ok := catalogueIndex()[name]
	if !ok {
		return nil, Source{}
	}
	m, _ := parseLine(found.line) // a test parses all
	return m, Source{Catalogue, found.source}
}

func (catalogue) names() []string { return slices.Collect(maps.Keys(catalogueIndex())) }

// entry is a line of the catalogue, and the source that its file names.
type entry struct{ line, source string }

// catalogueIndex returns the lines of the catalogue by the names of their metrics.
var catalogueIndex = sync.OnceValue(func() map[string]entry {
	index := make(map[string]entry, 4096)
	for _, exporter := range Exporters() {
		file, _ := catalogueFiles.ReadFile("catalogue/" + exporter + ".yaml") // it was listed
		indexFile(index, string(file))
	}
	return index
})

// indexFile adds the metrics of a file, of which each is a line, to an index.
func indexFile(index map[string]entry, file string) {
	source := ""
	for line := range strings.Lines(file) {
		if text, ok := strings.CutPrefix(line, "source: "); ok {
			source = strings.TrimSpace(text)
		}
		text, indented := strings.CutPrefix(line, "  ")
		if name, _, found := strings.Cut(text, ": {"); indented && found {
			index[name] = entry{text, source}
		}
	}
}
