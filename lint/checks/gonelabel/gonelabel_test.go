package gonelabel_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/gonelabel"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, gonelabel.Check) }
