package ignore

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/syntax"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check, syntax.Check) }
