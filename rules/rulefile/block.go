package rulefile

import (
	"math"
	"strings"
)

// lineBreaks are the characters that a line of a value ends with.
const lineBreaks = "\n\u2028\u2029"

// noIndent is the indentation of a block without text: whatever stands behind it is not part of it.
const noIndent = math.MaxInt32

// block reads a literal or folded scalar, from its indicator to the line that is indented less.
func (s *scanner) block(l *layout) {
	if s.at >= len(s.src) || s.src[s.at] != '|' && s.src[s.at] != '>' {
		s.wrong = true
		return
	}
	literal := s.src[s.at] == '|'
	keep, strip, indicated := s.header()
	l.body, l.end = s.at, s.at
	s.line() // blanks and a comment
	s.at += s.lineBreak(s.at)
	switch {
	case strings.Trim(s.want, lineBreaks) == "":
		l.indent = noIndent
	case indicated:
		l.indent = s.indicatedIndent()
	default:
		l.indent = s.foundIndent()
	}
	s.blockLines(l, literal, keep, strip)
}

// header reads a block scalar's indicators: | or >, then + or - and an indentation, in any order.
func (s *scanner) header() (keep, strip, indicated bool) {
	for s.at++; s.at < len(s.src); s.at++ {
		switch c := s.src[s.at]; {
		case c == '+':
			keep = true
		case c == '-':
			strip = true
		case c >= '1' && c <= '9':
			indicated = true
		default:
			return keep, strip, indicated
		}
	}
	return keep, strip, indicated
}

// foundIndent returns the indentation of a block without an indicator: that of the first line with text, or of a longer blank line before it.
func (s *scanner) foundIndent() int {
	indent := 1
	for i := s.at; i < len(s.src); {
		start := i
		for i < len(s.src) && s.src[i] == ' ' {
			i++
		}
		indent = max(indent, i-start)
		n := s.lineBreak(i)
		if n == 0 {
			break
		}
		i += n
	}
	return indent
}

// indicatedIndent returns the indentation of a block with an indicator. The indicator counts from the parent's indentation, which the
// scanner does not know; the spaces that the value's first line of text starts with tell as much.
func (s *scanner) indicatedIndent() int {
	valueLine := strings.TrimLeft(s.want, " "+lineBreaks)
	before := s.want[:len(s.want)-len(valueLine)]
	inValue := len(before) - len(strings.TrimRight(before, " "))
	i := s.at
	for i < len(s.src) {
		start := i
		for i < len(s.src) && s.src[i] == ' ' {
			i++
		}
		n := s.lineBreak(i)
		if n == 0 {
			return max(i-start-inValue, 1)
		}
		i += n
	}
	return 1
}

// blockLines reads the lines of a block: each loses its indentation; in a folded block a single line break between two lines that do not
// start with a blank becomes a space, and before empty lines it goes.
func (s *scanner) blockLines(l *layout, literal, keep, strip bool) {
	breakAt, breakLen := 0, 0 // the line break before this line
	wasBlank := false
	empty := s.emptyLines(l.indent)
	for s.indented(l.indent) {
		blank := s.blank(s.at)
		folds := !literal && !wasBlank && !blank && breakLen > 0 && breakLen < 3
		if folds && len(empty) == 0 {
			s.read(breakAt, breakLen, " ")
		} else if !folds {
			s.newline(breakAt, breakLen)
		}
		s.newlines(empty)
		wasBlank = blank
		start := s.at
		s.line()
		end := s.at
		s.at = start
		s.take(end - start)
		l.end = s.at
		breakAt, breakLen = s.at, s.lineBreak(s.at)
		s.at += breakLen
		empty = s.emptyLines(l.indent)
	}
	l.stop = s.at
	if !strip {
		s.newline(breakAt, breakLen)
	}
	if keep {
		s.newlines(empty)
	}
}

type lineEnd struct{ at, len int }

// newlines accounts for line breaks that stay in the value.
func (s *scanner) newlines(breaks []lineEnd) {
	for _, b := range breaks {
		s.newline(b.at, b.len)
	}
}

// emptyLines skips empty lines, and the indentation of the line after them, and returns the line breaks it skipped.
func (s *scanner) emptyLines(indent int) (breaks []lineEnd) {
	for {
		start := s.at
		for s.at < len(s.src) && s.at-start < indent && s.src[s.at] == ' ' {
			s.at++
		}
		n := s.lineBreak(s.at)
		if n == 0 {
			return breaks
		}
		breaks = append(breaks, lineEnd{s.at, n})
		s.at += n
	}
}

// indented says whether the scanner stands behind a full indentation, before text.
func (s *scanner) indented(indent int) bool {
	if s.at >= len(s.src) || s.at < indent {
		return false
	}
	for _, c := range s.src[s.at-indent : s.at] {
		if c != ' ' {
			return false
		}
	}
	return true
}
