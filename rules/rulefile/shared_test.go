package rulefile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns a folder of real data that may stand beside the module, and skips the test where it does not.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", filepath.FromSlash(path))
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no %s beside the module", path)
	}
	return dir
}

// yamlFiles returns the .yaml, .yml and .json files below dir, in order.
func yamlFiles(t testing.TB, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(".yaml.yml.json", filepath.Ext(path)) && filepath.Ext(path) != "" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
