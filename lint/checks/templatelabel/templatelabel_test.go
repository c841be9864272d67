package templatelabel_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/templatelabel"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, templatelabel.Check) }
