package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/inert"
)

// String returns the change as one line: "alert NodeDown: for 10m to 5m; summary changed".
func (c Change) String() string {
	if c.Kind != Changed {
		return line(c.Subject + " " + c.Kind.String())
	}
	var parts, annotations []string
	for _, field := range c.Fields {
		if strings.HasPrefix(field.Name, "annotation ") {
			annotations = append(annotations, field.String())
		} else {
			parts = append(parts, field.String())
		}
	}
	told := slices.DeleteFunc([]string{strings.Join(parts, ", "), strings.Join(annotations, ", ")}, func(s string) bool { return s == "" })
	return line(c.Subject + ": " + strings.Join(told, "; "))
}

// line returns text as one line that a terminal shows and does not obey.
func line(text string) string { return strings.ReplaceAll(inert.Printable(text), "\n", " ") }

// String returns what differs in words: "threshold 20 to 10", "severity warning to critical", "summary changed".
func (f Field) String() string {
	switch f.Name {
	case "name":
		return "renamed to " + f.New
	case "group":
		return fmt.Sprintf("moved from group %s to %s", f.Old, f.New)
	case "order":
		return "order of rules changed: " + f.New + " moved"
	case "expression":
		return "expression changed"
	case "matcher":
		return "matcher " + f.values() + f.where([3]string{"to", "from", "in"}, "selectors")
	case "by", "without", "on", "ignoring", "group_left", "group_right":
		return "label " + f.values() + map[bool]string{true: " to ", false: " from "}[f.Old == ""] + f.Name + f.where(in, "places")
	}
	if name, ok := strings.CutPrefix(f.Name, "annotation "); ok {
		if !slices.Contains([]string{"summary", "description", "runbook_url"}, name) {
			name = f.Name
		}
		return name + " " + f.verb()
	}
	return f.Name + " " + f.values() + f.where(in, "places")
}

// longest is how many characters of a value are told.
const longest = 80

// values returns what was there and what is: "20 to 10", "10m added".
func (f Field) values() string {
	switch f.verb() {
	case "added":
		return cut(f.New) + " added"
	case "dropped":
		return cut(f.Old) + " dropped"
	}
	return cut(f.Old) + " to " + cut(f.New)
}

// verb returns what became of the field.
func (f Field) verb() string {
	switch {
	case f.Old == "":
		return Added.String()
	case f.New == "":
		return Dropped.String()
	}
	return Changed.String()
}

// in is how places are told whatever became of the field.
var in = [3]string{"in", "in", "in"}

// where returns in how many places the field differs, "" for one. The words stand before it where the field was added, dropped, changed.
func (f Field) where(words [3]string, places string) string {
	if f.Times < 2 {
		return ""
	}
	word := words[2]
	switch f.verb() {
	case "added":
		word = words[0]
	case "dropped":
		word = words[1]
	}
	return fmt.Sprintf(" %s %d %s", word, f.Times, places)
}

// cut returns a value, or its begin if it is long.
func cut(value string) string {
	if runes := []rune(value); len(runes) > longest {
		return string(runes[:longest-3]) + "..."
	}
	return value
}
