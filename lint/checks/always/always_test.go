package always_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/always"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, always.Check) }
