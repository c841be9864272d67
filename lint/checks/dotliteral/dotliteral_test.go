package dotliteral_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/dotliteral"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, dotliteral.Check) }
