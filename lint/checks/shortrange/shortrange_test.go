package shortrange_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/shortrange"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, shortrange.Check) }
