package unit_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/unit"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, unit.Check) }
