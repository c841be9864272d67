package rules

import (
	"maps"
	"slices"

	"github.com/promwright/promwright/internal/alerttemplate"
)

// templates checks that the values of labels or annotations parse as templates.
func (b *builder) templates(what string, values map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if err := alerttemplate.Check(values[key]); err != nil {
			b.errorf("%s %s: %w", what, key, err)
		}
	}
}
