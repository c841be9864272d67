// Package slashpath writes paths as programs are told them.
package slashpath

import "path/filepath"

// Below returns name with forward slashes, relative to root if it is an absolute path below root. Where root is empty, or name
// is relative already or elsewhere, only its slashes change.
func Below(root, name string) string {
	if root != "" && filepath.IsAbs(name) {
		if below, err := filepath.Rel(root, name); err == nil && filepath.IsLocal(below) {
			name = below
		}
	}
	return filepath.ToSlash(name)
}
