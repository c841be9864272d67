package duplicate_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/duplicate"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, duplicate.Check) }
