package goimport

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// quoted returns s as a Go string: raw where that reads better.
func quoted(s string) string {
	if strings.ContainsAny(s, "\"\\\n") && canBeRaw(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// canBeRaw reports whether s can stand between backquotes and be seen as it is.
func canBeRaw(s string) bool {
	if !utf8.ValidString(s) || strings.ContainsAny(s, "`\uFEFF") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) })
}

// duration returns d as Go source: 10 * time.Minute.
func duration(d time.Duration) string {
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{time.Hour, "time.Hour"}, {time.Minute, "time.Minute"}, {time.Second, "time.Second"}} {
		switch {
		case d == unit.size:
			return unit.name
		case d%unit.size == 0:
			return fmt.Sprintf("%d * %s", d/unit.size, unit.name)
		}
	}
	return fmt.Sprintf("%d * time.Millisecond", d/time.Millisecond)
}

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
		fmt.Fprintf(&b, "%s%s: %s", separator, quoted(key), quoted(values[key]))
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
		l.field(name, quoted(value))
	}
}

// duration writes a field whose value is a duration, unless that is 0.
func (l *literal) duration(name string, d time.Duration) {
	if d != 0 {
		l.field(name, duration(d))
	}
}
