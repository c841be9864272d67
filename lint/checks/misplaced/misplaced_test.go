package misplaced_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/misplaced"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, misplaced.Check) }
