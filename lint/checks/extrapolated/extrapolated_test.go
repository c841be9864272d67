package extrapolated_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/extrapolated"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, extrapolated.Check) }
