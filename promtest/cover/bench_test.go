package cover_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/cover"
	"github.com/promwright/promwright/promtest/promtool"
)

// corpus returns real test files, or skips where there are none beside the checkout.
func corpus(tb testing.TB) []string {
	const dir = "../../../shared/corpus/promtool-tests/passing"
	list, err := os.ReadFile(filepath.Join(dir, "TESTS.txt"))
	if err != nil {
		tb.Skip("no corpus of test files beside the checkout")
	}
	var paths []string
	for _, name := range strings.Fields(string(list)) {
		paths = append(paths, filepath.Join(dir, name))
	}
	return paths
}

// BenchmarkCorpus compares a run with and without coverage.
func BenchmarkCorpus(b *testing.B) {
	paths := corpus(b)
	for name, covered := range map[string]bool{"plain": false, "covered": true} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var o promtool.Options
				if covered {
					o.Cover = cover.New()
				}
				_, err := promtool.Run(context.Background(), paths, o)
				require.NoError(b, err)
			}
		})
	}
}
