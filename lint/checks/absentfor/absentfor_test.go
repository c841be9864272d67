package absentfor_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/absentfor"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, absentfor.Check) }
