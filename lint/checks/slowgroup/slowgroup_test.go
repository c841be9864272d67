package slowgroup_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/slowgroup"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, slowgroup.Check) }
