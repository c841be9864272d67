package rulefile

import (
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// outline knows where the lines of a YAML text stand in each other, as far as their indentation tells, while the text is written. It is asked
// what may stand where an action prints lines of its own.
type outline struct {
	lines    []outlined // the last line, and those around it
	block    int        // the indentation that lines of the block scalar exceed which is being written; -1: none is
	blockKey string     // whose value it is
}

// outlined is a line of an outline.
type outlined struct {
	indent int    // of its first character
	column int    // of its key, behind the dashes
	key    string // "": none
	open   bool   // the key's value stands below
}

func (o outlined) dashed() bool { return o.column > o.indent }

var (
	yamlKey     = lazyregexp.New(`^(?:"([^"]*)"|'([^']*)'|([^\s#"'{\[&*!|>][^#]*?))\s*:(?:\s+(.*))?$`)
	blockHeader = lazyregexp.New(`^(?:[&!]\S*\s+)*[|>][-+1-9]*\s*(?:#.*)?$`)
	noValue     = lazyregexp.New(`^(?:[&!]\S*\s*)*(?:#.*)?$`)
)

// parseLine returns a line as one of an outline, and whether it starts a block scalar. ok is false for lines that are no part of the structure.
func parseLine(line string) (o outlined, block, ok bool) {
	rest := strings.TrimLeft(line, " ")
	o.indent = len(line) - len(rest)
	o.column = o.indent
	rest = strings.TrimRight(rest, " \t\r")
	if rest == "" || rest[0] == '#' {
		return o, false, false
	}
	for strings.HasPrefix(rest, "- ") || rest == "-" {
		after := strings.TrimLeft(rest[1:], " ")
		o.column += len(rest) - len(after)
		rest = after
	}
	m := yamlKey.FindStringSubmatch(rest)
	if m == nil {
		return o, blockHeader.MatchString(rest) && rest != "", true
	}
	o.key = m[1] + m[2] + m[3]
	// A text whose key is the name of a file is YAML of its own, as in a ConfigMap.
	block = blockHeader.MatchString(m[4]) && !strings.Contains(o.key, ".")
	o.open = noValue.MatchString(m[4]) || blockHeader.MatchString(m[4]) && !block
	return o, block, true
}

// add adds a line of the text.
func (o *outline) add(line string) {
	l, block, ok := parseLine(line)
	if !ok {
		return
	}
	if o.block >= 0 && l.indent > o.block {
		return
	}
	o.block = -1
	if strings.HasPrefix(line, "---") {
		o.lines = o.lines[:0]
		return
	}
	if block {
		o.block, o.blockKey = l.column, l.key
		if l.key == "" && l.dashed() {
			o.block = l.indent
		}
	}
	for len(o.lines) > 0 && o.lines[len(o.lines)-1].indent >= l.indent && !o.last().holds(l) {
		o.lines = o.lines[:len(o.lines)-1]
	}
	o.lines = append(o.lines, l)
}

func (o *outline) last() outlined { return o.lines[len(o.lines)-1] }

// holds says whether a line as far left belongs below this one: the items of a list may stand below its key.
func (o outlined) holds(l outlined) bool {
	return o.indent == l.indent && !o.dashed() && l.dashed() && o.open
}

// inBlock says whether a column is inside a block scalar, and of which key, once the line that is being written is added.
func (o *outline) inBlock(line string, column int) (string, bool) {
	limit, key := o.block, o.blockKey
	if l, block, ok := parseLine(line); ok && !(limit >= 0 && l.indent > limit) {
		limit = -1
		if block {
			limit, key = l.column, l.key
		}
	}
	return key, limit >= 0 && (column < 0 || column > limit)
}

// standIn is what a Helm action that prints lines is read as.
type standIn int

const (
	aPair standIn = iota // of a mapping
	anItem
	aText
)

var (
	listKeys = []string{"groups", "rules", "items"}
	textKeys = []string{"expr", "alert", "record", "for", "keep_firing_for", "name", "interval", "summary", "description", "message", "runbook_url"}
)

// at returns what lines that start in a column are.
func (o *outline) at(column int) standIn {
	if o.block >= 0 && column > o.block {
		return aText
	}
	for n := len(o.lines) - 1; n >= 0; n-- {
		l := o.lines[n]
		switch {
		case l.indent > column:
			continue
		case l.indent == column && l.dashed():
			return anItem
		case l.column == column && !(n == len(o.lines)-1 && l.open && slices.Contains(listKeys, l.key)):
			return aPair
		case slices.Contains(listKeys, l.key) && l.open:
			return anItem
		case slices.Contains(textKeys, l.key) || !l.open:
			return aText
		}
		return aPair
	}
	return aPair
}
