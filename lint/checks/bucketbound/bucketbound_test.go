package bucketbound_test

import (
	"testing"

	"github.com/promwright/promwright/lint/checks/bucketbound"
	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, bucketbound.Check) }
