package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/promwright/promwright/rules/metrics"
)

// TestFresh holds that the catalogue is what its sources give. Code is read only where CATALOGUE is set, as make conformance does: to
// read all of Kubernetes takes a while, and modules have to be fetched.
func TestFresh(t *testing.T) {
	embedded := map[string]bool{}
	for _, name := range metrics.Exporters() {
		embedded[name] = true
	}
	for _, x := range exporters {
		delete(embedded, x.name)
		t.Run(x.name, func(t *testing.T) {
			if len(x.pages)+len(x.code) > 0 && os.Getenv("CATALOGUE") == "" {
				t.Skip("CATALOGUE is not set")
			}
			folder := t.TempDir()
			if err := x.write(folder); err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join(folder, x.name+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join("..", "..", "rules", "metrics", "catalogue", x.name+".yaml"))
			if err != nil || string(got) != string(want) {
				t.Errorf("rules/metrics/catalogue/%s.yaml is stale (%v): run make catalogue", x.name, err)
			}
		})
	}
	if len(embedded) > 0 {
		t.Errorf("rules/metrics/catalogue has files that nothing writes: %v", embedded)
	}
}
