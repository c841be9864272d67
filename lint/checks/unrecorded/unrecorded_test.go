package unrecorded_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/unrecorded"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, unrecorded.Check) }
