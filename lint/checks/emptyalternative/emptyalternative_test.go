package emptyalternative_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/emptyalternative"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, emptyalternative.Check) }
