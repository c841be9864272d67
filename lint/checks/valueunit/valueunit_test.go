package valueunit_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/valueunit"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, valueunit.Check) }
