package labelvalue

import (
	"regexp"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/pattern"
)

// value is one that a matcher asks for, or a pattern of some: Value[from:to].
type value struct {
	text     string
	from, to int
	pattern  *regexp.Regexp // nil: the text is the value
}

// matches reports whether a value is, or is one of those, that are asked for.
func (v value) matches(text string) bool {
	if v.pattern == nil {
		return v.text == text
	}
	return v.pattern.MatchString(text)
}

// asked returns what a matcher asks for, whether in order to select or to exclude it: its value, or each alternative of its
// pattern. It leaves out the empty value, which is a label that is missing, and what other checks say is no value or not the
// pattern that was meant: plainpattern, anchor, glob.
func asked(m *labels.Matcher) []value {
	if !matcher.IsRegexp(m) {
		if strings.ContainsAny(m.Value, "|*+[^") {
			return nil
		}
		return plain(nil, m.Value, 0, len(m.Value))
	}
	tokens, ok := pattern.Tokens(m.Value)
	if !ok {
		return nil
	}
	var all []value
	for _, a := range pattern.Alternatives(tokens) {
		written := m.Value[a.From:a.To]
		if text, ok := pattern.Literal(written); ok {
			all = plain(all, text, a.From, a.To)
		} else if other.MatchString(written) {
			continue
		} else if whole, err := regexp.Compile("^(?s:" + written + ")$"); err == nil {
			all = append(all, value{written, a.From, a.To, whole})
		}
	}
	return all
}

// other finds anchors, and stars that repeat a letter.
var other = lazyregexp.New(`[\^$]|[\w-]\*`)

func plain(all []value, text string, from, to int) []value {
	if text == "" {
		return all
	}
	return append(all, value{text: text, from: from, to: to})
}
