package ladder_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/ladder"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, ladder.Check) }
