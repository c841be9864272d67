package plainpattern_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/plainpattern"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, plainpattern.Check) }
