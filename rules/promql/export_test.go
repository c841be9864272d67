package promql

import "github.com/promwright/promwright/internal/grow"

// Canonical spells a tree without regard to parentheses and positions.
var Canonical = grow.Canonical
