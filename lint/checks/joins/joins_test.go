package joins_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/joins"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, joins.Check) }
