package ruleselector_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/ruleselector"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, ruleselector.Check) }
