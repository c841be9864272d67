package unknownalert_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/unknownalert"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, unknownalert.Check) }
