package goimport

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/promwright/promwright/rules/promql/gosource"
)

// mapLiteral returns values as a map literal, in lines if there is more than one value, "" if there is none.
func mapLiteral(values map[string]string) string {
	if len(values) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("map[string]string{")
	separator := ""
	if len(values) > 1 {
		separator = "\n"
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&b, "%s%s: %s", separator, gosource.Quote(key), gosource.Quote(values[key]))
		if len(values) > 1 {
			b.WriteString(",")
		}
	}
	b.WriteString(separator + "}")
	return b.String()
}

// A literal writes the fields of a struct literal.
type literal struct{ strings.Builder }

// field writes a field whose value is Go source, unless that is empty.
func (l *literal) field(name, value string) {
	if value != "" {
		fmt.Fprintf(l, "%s: %s,\n", name, value)
	}
}

// text writes a field whose value is a string, unless that is empty.
func (l *literal) text(name, value string) {
	if value != "" {
		l.field(name, gosource.Quote(value))
	}
}

// duration writes a field whose value is a duration, unless that is 0.
func (l *literal) duration(name string, d time.Duration) {
	if d != 0 {
		l.field(name, gosource.Duration(d))
	}
}
