package zerodivision_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/zerodivision"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, zerodivision.Check) }
