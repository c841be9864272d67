package choice_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/choice"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, choice.Check) }
