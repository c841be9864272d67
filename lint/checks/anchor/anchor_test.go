package anchor_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/anchor"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, anchor.Check) }
