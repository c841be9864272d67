package rawcounter_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/rawcounter"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, rawcounter.Check) }
