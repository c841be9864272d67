package valuelabel_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/valuelabel"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, valuelabel.Check) }
