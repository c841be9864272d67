package report

import (
	"regexp"
	"strconv"
)

// place is a position that stands in front of a message: file:line:col.
type place struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`   // from 1
	Column int    `json:"column,omitempty"` // in characters, from 1
}

// placed is a place, and what may follow it: a message after a colon.
var placed = regexp.MustCompile(`(?s)^(.+?):(\d+):(\d+)(?:: (.*))?$`)

// placeOf splits a text that begins with a position; without one it is all message.
func placeOf(text string, o Options) (place, string) {
	m := placed.FindStringSubmatch(text)
	if m == nil {
		return place{}, text
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	return place{o.path(m[1]), line, column}, m[4]
}
