package engine_test

import (
	"context"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
)

// TestRangeEqualsStepwise generates rules and series, and asserts that evaluating each rule at once and step by step give the same
// alerts, recorded samples and errors. ENGINE_SEEDS sets the number of cases, ENGINE_SEED the first one.
func TestRangeEqualsStepwise(t *testing.T) {
	first, seeds := number("ENGINE_SEED", 0), number("ENGINE_SEEDS", 400)
	for seed := first; seed < first+seeds; seed++ {
		c := enginetest.Random(uint64(seed), engine.Settled)
		ranged, err := engine.Evaluate(context.Background(), c.Groups, c.Series, c.Config)
		require.NoError(t, err, "seed %d", seed)
		c.Config.Stepwise = true
		stepwise, err := engine.Evaluate(context.Background(), c.Groups, c.Series, c.Config)
		require.NoError(t, err, "seed %d", seed)
		if diff := cmp.Diff(engine.Dump(t, stepwise), engine.Dump(t, ranged)); diff != "" {
			t.Fatalf("seed %d: (-stepwise +range):\n%s\n%s", seed, diff, c)
		}
	}
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}
