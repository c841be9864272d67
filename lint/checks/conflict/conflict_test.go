package conflict_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/conflict"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, conflict.Check) }
