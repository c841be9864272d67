package promql

// Canonical spells a tree without regard to parentheses and positions.
var Canonical = canonical
