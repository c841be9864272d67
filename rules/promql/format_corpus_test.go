package promql

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// TestFormatPublished formats every expression of published rule files.
func TestFormatPublished(t *testing.T) {
	expressions := published(t)
	formatted := 0
	for _, text := range expressions {
		if checkFormat(t, text, 100) != text {
			formatted++
		}
	}
	t.Logf("%d expressions, %d of them changed", len(expressions), formatted)
	require.Greater(t, len(expressions), 500)
}

// published returns the expressions of rule files that may stand beside the module.
func published(t *testing.T) []string {
	var all []string
	err := filepath.WalkDir(filepath.Join("..", "..", "..", "shared", "corpus"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(path, ".y") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for decoder := yaml.NewDecoder(bytes.NewReader(content)); ; {
			var document yaml.Node
			if decoder.Decode(&document) != nil {
				return nil
			}
			all = append(all, valuesOf(&document, "expr")...)
		}
	})
	if err != nil {
		t.Skip("no published rules beside the module")
	}
	return all
}

// valuesOf returns the texts of all keys of that name below n.
func valuesOf(n *yaml.Node, key string) []string {
	var all []string
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == key && child.Kind == yaml.ScalarNode {
			all = append(all, child.Value)
		}
		all = append(all, valuesOf(child, key)...)
	}
	return all
}
