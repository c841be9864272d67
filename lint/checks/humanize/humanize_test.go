package humanize_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/humanize"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, humanize.Check) }
