// Package ignore finds comments to the linter that are themselves wrong.
package ignore

import (
	_ "embed"

	"github.com/promwright/promwright/lint"
)

//go:embed README.md
var doc string

// Check is the check. It has no function of its own: lint.Run judges the comments after all other checks are done.
var Check = &lint.Check{Name: lint.Ignore, Doc: doc, Severity: lint.Warning}
