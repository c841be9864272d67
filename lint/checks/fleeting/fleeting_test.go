package fleeting_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/fleeting"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, fleeting.Check) }
