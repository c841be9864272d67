package engine

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestComponents(t *testing.T) {
	tests := map[string]struct {
		edges [][]int
		want  [][]int
	}{
		"none":                 {[][]int{}, nil},
		"independent":          {[][]int{{}, {}, {}}, [][]int{{0}, {1}, {2}}},
		"a chain, last first":  {[][]int{{1}, {2}, {}}, [][]int{{2}, {1}, {0}}},
		"a loop of one":        {[][]int{{0}}, [][]int{{0}}},
		"a loop and a reader":  {[][]int{{1}, {2}, {1}}, [][]int{{1, 2}, {0}}},
		"two loops, connected": {[][]int{{1}, {0, 2}, {3}, {2}}, [][]int{{2, 3}, {0, 1}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := components(test.edges)
			for _, part := range got {
				slices.Sort(part)
			}
			require.Equal(t, test.want, got)
		})
	}
}

// TestComponentsOfRandomGraphs compares with the definition: two nodes are together if each reaches the other.
func TestComponentsOfRandomGraphs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n := 1 + r.IntN(12)
		edges := make([][]int, n)
		for range r.IntN(2 * n) {
			from := r.IntN(n)
			edges[from] = append(edges[from], r.IntN(n))
		}
		part := make([]int, n)
		for i, nodes := range components(edges) {
			for _, node := range nodes {
				part[node] = i
			}
		}
		for a := range n {
			for b := range n {
				there, back := reaches(edges, a, b), reaches(edges, b, a)
				require.Equal(t, there && back, part[a] == part[b], edges)
				require.False(t, there && part[a] < part[b], "%v: %d comes before %d, which it reads", edges, a, b)
			}
		}
	}
}

func reaches(edges [][]int, from, to int) bool {
	seen := map[int]bool{from: true}
	for next := []int{from}; len(next) > 0; next = next[1:] {
		if next[0] == to {
			return true
		}
		for _, node := range edges[next[0]] {
			if !seen[node] {
				seen[node] = true
				next = append(next, node)
			}
		}
	}
	return false
}

func TestLongChain(t *testing.T) {
	edges := make([][]int, 200_000)
	for i := range len(edges) - 1 {
		edges[i] = []int{i + 1}
	}
	require.Len(t, components(edges), len(edges))
}
