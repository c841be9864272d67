package histogram_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/histogram"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, histogram.Check) }
