package retention_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/retention"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, retention.Check) }
