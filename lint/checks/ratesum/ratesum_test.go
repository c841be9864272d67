package ratesum_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/ratesum"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, ratesum.Check) }
