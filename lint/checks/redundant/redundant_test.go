package redundant_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/redundant"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, redundant.Check) }
