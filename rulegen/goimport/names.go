package goimport

import (
	"go/token"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/promwright/promwright/rules/rulefile"
)

// A namer hands out each name once.
type namer map[string]bool

// free returns the first of the names that is not taken yet, or the last one with a number.
func (n namer) free(names ...string) string {
	for _, name := range names {
		if !n[name] {
			n[name] = true
			return name
		}
	}
	last := names[len(names)-1]
	for i := 2; ; i++ {
		if numbered := last + strconv.Itoa(i); !n[numbered] {
			n[numbered] = true
			return numbered
		}
	}
}

// exported returns text as an exported Go name: NodeDown for node-down, JobErrorsRate5m for job:errors:rate5m.
func exported(text string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		first, size := utf8.DecodeRuneInString(word)
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(word[size:])
	}
	name := b.String()
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(first) {
		return "X" + name
	}
	return name
}

// packageName returns the name of the package for a group: nodeexporter for node-exporter.rules.
func packageName(group string) string {
	for _, suffix := range []string{".rules", ".alerts", "-rules", "-alerts"} {
		group = strings.TrimSuffix(group, suffix)
	}
	name := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return -1
	}, group)
	if name == "" || !unicode.IsLetter(rune(name[0])) || token.IsKeyword(name) || reserved[name] {
		return "group" + name
	}
	return name
}

// reserved are names that a package cannot have, or that source needs for another.
var reserved = map[string]bool{
	"main": true, "internal": true, "vendor": true, "testdata": true, "init": true,
	"rules": true, "promql": true, "rulegen": true, "time": true, "math": true,
}

// ruleNames are the names for the variable of a rule, the best first: that of the rule, then with what tells it from others.
func ruleNames(r *rulefile.Rule) []string {
	name := exported(r.Name().Value)
	names := []string{name}
	if severity, ok := r.Labels.Get("severity"); ok && severity.Value != "" {
		names = append(names, name+exported(severity.Value))
	}
	return names
}
