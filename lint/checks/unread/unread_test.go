package unread_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/unread"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, unread.Check) }
