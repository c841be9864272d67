package shortfor_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/shortfor"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, shortfor.Check) }
