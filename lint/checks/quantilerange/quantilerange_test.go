package quantilerange_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/quantilerange"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, quantilerange.Check) }
