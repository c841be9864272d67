package cli

import "github.com/promwright/promwright/internal/walk"

// findFiles returns the files that the arguments name, each once, sorted; without arguments those of the current folder.
// What names nothing is an error, and the other arguments still yield their files.
func findFiles(args []string) ([]string, error) { return walk.Find(orHere(args), walk.Options{}) }

// expand returns the files that one argument names.
func expand(arg string) ([]string, error) { return walk.Find([]string{arg}, walk.Options{}) }
