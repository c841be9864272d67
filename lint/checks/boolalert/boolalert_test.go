package boolalert_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/boolalert"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, boolalert.Check) }
