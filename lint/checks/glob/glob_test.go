package glob_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/glob"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, glob.Check) }
