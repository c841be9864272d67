package longfor_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/longfor"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, longfor.Check) }
