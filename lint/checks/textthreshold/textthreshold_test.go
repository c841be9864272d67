package textthreshold_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/textthreshold"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, textthreshold.Check) }
