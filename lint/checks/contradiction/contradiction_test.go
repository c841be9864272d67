package contradiction_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/contradiction"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, contradiction.Check) }
