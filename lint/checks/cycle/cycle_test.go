package cycle_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/cycle"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, cycle.Check) }
