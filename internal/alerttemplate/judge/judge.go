// Package judge expands templates of alerts, as Prometheus does, and says what is wrong with them.
package judge

import "strings"

// Judge finds what is wrong with templates. Most are made of the same few actions, and expanding one is slow, so it
// remembers its verdicts.
type Judge struct {
	harmless map[string]bool    // by action, with its braces: it cannot fail, whatever the data
	faults   map[string][]Fault // by text
}

// New returns a Judge that remembers nothing yet.
func New() *Judge {
	return &Judge{harmless: map[string]bool{}, faults: map[string][]Fault{}}
}

// Of returns what is wrong with a template.
func (j *Judge) Of(text string) []Fault {
	if !strings.Contains(text, open) || j.areHarmless(text) {
		return nil
	}
	faults, known := j.faults[text]
	if !known {
		if !isHarmless(text) {
			faults = examine(text)
		}
		j.faults[text] = faults
	}
	return faults
}

// areHarmless tells whether every action of the text is harmless on its own, which those of if and end are not.
func (j *Judge) areHarmless(text string) bool {
	for {
		begin := strings.Index(text, open)
		if begin < 0 {
			return true
		}
		length := strings.Index(text[begin:], closing)
		if length < 0 {
			return false
		}
		// Braces inside a string cut the action short; then it does not parse, and is not harmless.
		action := text[begin : begin+length+len(closing)]
		harmless, known := j.harmless[action]
		if !known {
			harmless = isHarmless(action)
			j.harmless[action] = harmless
		}
		if !harmless {
			return false
		}
		text = text[begin+length+len(closing):]
	}
}
