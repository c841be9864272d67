package subsumed_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/subsumed"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, subsumed.Check) }
