package experimental_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/experimental"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, experimental.Check) }
