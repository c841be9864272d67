package regexp_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/regexp"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, regexp.Check) }
