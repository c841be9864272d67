package cli

import "github.com/promwright/promwright/internal/walk"

// expand returns the files that one argument names.
func expand(arg string) ([]string, error) { return walk.Find([]string{arg}, walk.Options{}) }
