package joined_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/joined"
)

func TestErrors(t *testing.T) {
	a, b, c := errors.New("a"), errors.New("b"), errors.New("c")
	wrapped := fmt.Errorf("in c: %w", c)
	require.Equal(t, []error{a, b, wrapped}, joined.Errors(errors.Join(errors.Join(a, nil, b), wrapped)))
	require.Equal(t, []error{a}, joined.Errors(a))
	require.Empty(t, joined.Errors(nil))
}
