package alertname_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/alertname"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, alertname.Check) }
