package infer

import (
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// labelReplace returns s after label_replace(v, dst, replacement, src, regex).
func (w *walker) labelReplace(e *parser.Call, s labelSet) labelSet {
	var args [4]string
	for i := range args {
		arg, ok := stringArg(e, i+1)
		if !ok {
			return labelSet{}
		}
		args[i] = arg
	}
	dst, replacement, src, pattern := args[0], args[1], args[2], args[3]
	re, err := regexp.Compile("^(?s:" + pattern + ")$")
	if err != nil {
		return labelSet{} // fails when it is evaluated
	}
	before, source := s.get(dst), s.get(src)
	removed := gone(w.loss(e, "label_replace removes %s", dst))
	if source.Presence == Gone { // the regex reads the empty string
		match := re.FindStringSubmatchIndex("")
		switch {
		case match == nil:
			return s
		case len(re.ExpandString(nil, replacement, "", match)) > 0:
			return s.set(dst, certain(""))
		default:
			return s.set(dst, removed)
		}
	}
	after := Label{}
	switch {
	case replacement == "":
		after = removed
	case matchesAll(pattern) && !strings.Contains(replacement, "$"):
		after = certain(replacement)
	case neverEmpty(re, pattern, replacement, source.Presence == Certain):
		after = certain("")
	}
	if !matchesAll(pattern) {
		after = before.join(after)
	}
	return s.set(dst, after)
}

// labelJoin returns s after label_join(v, dst, separator, src...).
func (w *walker) labelJoin(e *parser.Call, s labelSet) labelSet {
	dst, ok1 := stringArg(e, 1)
	separator, ok2 := stringArg(e, 2)
	if !ok1 || !ok2 {
		return labelSet{}
	}
	full, empty := separator != "" && len(e.Args) > 4, true
	for i := 3; i < len(e.Args); i++ {
		src, ok := stringArg(e, i)
		if !ok {
			return labelSet{}
		}
		presence := s.get(src).Presence
		full = full || presence == Certain
		empty = empty && presence == Gone
	}
	switch {
	case full:
		return s.set(dst, certain(""))
	case empty:
		return s.set(dst, gone(w.loss(e, "label_join removes %s: what it joins is empty", dst)))
	default:
		return s.set(dst, Label{})
	}
}

// matchesAll reports whether an anchored pattern surely matches every string.
func matchesAll(pattern string) bool { return pattern == ".*" || pattern == "(.*)" }

// neverEmpty reports whether the replacement surely expands to something where the pattern matches.
func neverEmpty(re *regexp.Regexp, pattern, replacement string, sourceCertain bool) bool {
	// With every group empty only the literal text is left. A group that did not take part expands to nothing, too.
	empty := make([]int, 2*(re.NumSubexp()+1))
	if len(re.ExpandString(nil, replacement, "", empty)) > 0 {
		return true
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return false
	}
	for group := 0; group <= re.NumSubexp(); group++ {
		if refersTo(replacement, group) && (filled(tree, group) || sourceCertain && wholeMatch(tree, group)) {
			return true
		}
	}
	return false
}

// refersTo reports whether a replacement is $group or ${group} alone.
func refersTo(replacement string, group int) bool {
	n := strconv.Itoa(group)
	return replacement == "$"+n || replacement == "${"+n+"}"
}

// wholeMatch reports whether a group always holds all that the pattern matched.
func wholeMatch(tree *syntax.Regexp, group int) bool {
	return group == 0 || tree.Op == syntax.OpCapture && tree.Cap == group
}

// filled reports whether a group takes part in every match and is never empty then.
func filled(tree *syntax.Regexp, group int) bool {
	if group == 0 {
		return minLength(tree) > 0
	}
	switch tree.Op {
	case syntax.OpCapture:
		return tree.Cap == group && minLength(tree.Sub[0]) > 0 || filled(tree.Sub[0], group)
	case syntax.OpConcat:
		for _, sub := range tree.Sub {
			if filled(sub, group) {
				return true
			}
		}
	}
	return false
}

// minLength returns a lower bound of the characters that tree matches.
func minLength(tree *syntax.Regexp) int {
	switch tree.Op {
	case syntax.OpLiteral:
		return len(tree.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return minLength(tree.Sub[0])
	case syntax.OpRepeat:
		return min(tree.Min, 1) * minLength(tree.Sub[0])
	case syntax.OpConcat:
		n := 0
		for _, sub := range tree.Sub {
			n += minLength(sub)
		}
		return n
	case syntax.OpAlternate:
		n := minLength(tree.Sub[0])
		for _, sub := range tree.Sub[1:] {
			n = min(n, minLength(sub))
		}
		return n
	default:
		return 0
	}
}
