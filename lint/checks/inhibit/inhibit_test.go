package inhibit_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/inhibit"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, inhibit.Check) }
