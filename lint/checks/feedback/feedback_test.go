package feedback_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/feedback"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, feedback.Check) }
