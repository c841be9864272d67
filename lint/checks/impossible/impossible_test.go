package impossible_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/impossible"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, impossible.Check) }
