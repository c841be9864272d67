package order_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/order"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, order.Check) }
