package node_test

import (
	"testing"

	"github.com/promwright/promwright/promtest/cover"
)

// TestMain fails the tests of this package if they leave a branch of an alert out.
func TestMain(m *testing.M) { cover.Main(m, 100) }
