package object_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/object"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, object.Check) }
