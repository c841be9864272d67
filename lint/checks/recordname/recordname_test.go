package recordname_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/recordname"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, recordname.Check) }
