package gosource_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/promwright/promwright/rules/rulefile"
)

// published returns the expressions of rule files that may stand beside the module.
func published(t *testing.T) []string {
	var all []string
	err := filepath.WalkDir(filepath.FromSlash("../../../../shared/corpus/rules"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(path, ".y") {
			return err
		}
		for _, group := range rulefile.ReadFile(path).Groups {
			for _, rule := range group.Rules {
				all = append(all, rule.Expr.Value)
			}
		}
		return nil
	})
	if os.IsNotExist(err) {
		t.Skip("no published rules beside the module")
	}
	return all
}
