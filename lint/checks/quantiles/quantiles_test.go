package quantiles_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/quantiles"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, quantiles.Check) }
