package required_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/required"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, required.Check) }
