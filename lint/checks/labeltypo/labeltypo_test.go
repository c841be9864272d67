package labeltypo_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/labeltypo"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, labeltypo.Check) }
