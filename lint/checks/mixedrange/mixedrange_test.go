package mixedrange_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/mixedrange"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, mixedrange.Check) }
