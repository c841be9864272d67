package ratetype_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/ratetype"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, ratetype.Check) }
