package sameobject_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/sameobject"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, sameobject.Check) }
