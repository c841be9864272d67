package overwrite_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/overwrite"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, overwrite.Check) }
