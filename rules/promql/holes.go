package promql

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

// fill returns text with its holes filled with values.
func fill(at caller, text string, values Vars) (filling, []error) {
	if len(text) > maxText {
		return filling{}, []error{errorf(at, "Text", "the text is %d bytes long, the most is %d", len(text), maxText)}
	}
	f := filling{source: text}
	var errs []error
	used := map[string]bool{}
	var b strings.Builder
	end := 0
	for _, h := range holes(text) {
		name := text[h.from+1 : h.to]
		value, ok := values[name]
		if !ok {
			errs = append(errs, errorf(at, "Text", "%s has no value: %s", text[h.from:h.to], known(values)))
			continue
		}
		used[name] = true
		if h.touches(text) {
			errs = append(errs, errorf(at, "Text", "%s touches another word or call: what fills it would become part of that", text[h.from:h.to]))
			continue
		}
		if q, ok := value.(Quantity); ok && h.place == placeOperand && q.unit != "" {
			value = Scalar{base{q.literal("Text", at)}}
		}
		filled, err := h.filled(at, text[h.from:h.to], value)
		errs = append(errs, err...)
		if filled == "" {
			h.swallowComma(text)
		}
		b.WriteString(text[end:max(end, h.from)])
		start := b.Len()
		b.WriteString(filled)
		f.pieces = append(f.pieces, piece{h.from, h.to, start, b.Len(), strings.HasPrefix(filled, "("), thresholdsOf(value)})
		end = h.to
	}
	b.WriteString(text[end:])
	f.text = b.String()
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !used[name] {
			errs = append(errs, errorf(at, "Text", "the text has no hole $%s", name))
		}
	}
	return f, slices.DeleteFunc(errs, func(err error) bool { return err == nil })
}

// thresholdsOf returns the node of a value that holds quantities, or an empty one.
func thresholdsOf(value any) *node {
	if e, ok := value.(Expr); ok && nodeOf(e) != nil {
		return nodeOf(e)
	}
	return &node{}
}

// touches reports whether the hole is joined to a name or number without a blank, or stands where a function's name does.
func (h hole) touches(text string) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:h.from])
	after, _ := utf8.DecodeRuneInString(text[h.to:])
	joint := before == '_' || before == ':' || before == '.' || before == '$' || unicode.IsLetter(before) || unicode.IsDigit(before)
	if h.place == placeDuration {
		return joint && before != ':' || after == '.'
	}
	called := h.place == placeOperand && strings.HasPrefix(strings.TrimLeft(text[h.to:], " \t\r\n"), "(")
	return joint || called || after == '.' || after == ':' || after == '$'
}

// known lists the names that values have.
func known(values Vars) string {
	if len(values) == 0 {
		return "none is given"
	}
	return "values are given for $" + strings.Join(slices.Sorted(maps.Keys(values)), ", $")
}

// filled returns the text of value where the hole is.
func (h hole) filled(at caller, name string, value any) (string, []error) {
	switch h.place {
	case placeDuration:
		if d, ok := value.(time.Duration); ok {
			return h.duration(at, name, d)
		}
	case placeMatchers:
		switch value := value.(type) {
		case Matchers:
			return matcherList(at, value)
		case Matcher:
			return matcherList(at, Matchers{value})
		}
	case placeValue:
		if s, ok := value.(string); ok {
			return strconv.Quote(s), nil
		}
	case placeTime:
		if t, ok := value.(time.Time); ok {
			return timestampText(t.UnixMilli()), []error{checkTime(at, "Text", t)}
		}
	case placeLabels:
		if list, ok := value.([]string); ok {
			return labelList(list), checkLabels(at, "Text", list)
		}
	case placeOperand:
		if text, errs, ok := h.operand(at, value); ok {
			return text, errs
		}
	}
	return "$", []error{errorf(at, "Text", "%s is %T, but %s takes %s", name, value, h.place.name, h.place.takes)}
}

// operand returns the text of value as an operand or argument; false if it cannot be one.
func (h hole) operand(at caller, value any) (string, []error, bool) {
	switch value := value.(type) {
	case Num:
		return operandText(number(value)), nil, true
	case int:
		return operandText(number(Num(value))), nil, true
	case int64:
		return operandText(number(Num(value))), nil, true
	case float64:
		return operandText(number(Num(value))), nil, true
	case string:
		return strconv.Quote(value), nil, true
	case Counter, NativeHistogram:
		if !h.ranged {
			kind := strings.TrimPrefix(fmt.Sprintf("%T", value), "promql.")
			return "$", []error{errorf(at, "Text", "a %s stands before a range only: $name[5m]; for its bare value give Raw()", kind)}, true
		}
		return expressionText(value.(Expr), at)
	case Histogram:
		return "$", []error{errorf(at, "Text", "a Histogram has three parts: give its Bucket(), Sum() or Count()")}, true
	case Vector:
		return expressionText(value, at)
	case RangeVector:
		return expressionText(value, at)
	case Scalar:
		return expressionText(value, at)
	}
	return "", nil, false
}

// expressionText returns what e prints in parentheses, unless it is one token or a call.
func expressionText(e Expr, at caller) (string, []error, bool) {
	n := nodeOf(e)
	switch {
	case n == nil:
		return "$", []error{errorf(at, "Text", "%s is no expression", describe(e))}, true
	case len(n.errs) > 0:
		return "$", n.errs, true
	}
	return operandText(e), nil, true
}

// operandText returns what the tree of e prints, in parentheses if it is an operator. Comments of a Text do not come along:
// they would hide what follows them.
func operandText(e Expr) string {
	tree := nodeOf(e).tree
	if precedence(tree) < precAtom || endsInDuration(tree) {
		return "(" + printed(tree) + ")"
	}
	return printed(tree)
}

func (h hole) duration(at caller, name string, d time.Duration) (string, []error) {
	if h.offset {
		return durationText(d), []error{checkOffset(at, "Text", d)}
	}
	return durationText(d), []error{checkDuration(at, "Text", "range "+name, d)}
}

func matcherList(at caller, matchers Matchers) (string, []error) {
	texts := make([]string, len(matchers))
	var errs []error
	for i, m := range matchers {
		switch {
		case m.err != nil:
			errs = append(errs, m.err)
		case m.m == nil:
			errs = append(errs, errorf(at, "Text", "the zero Matcher, want one made by Eq, Ne, Match or NotMatch"))
		default:
			texts[i] = m.String()
		}
	}
	return strings.Join(texts, ","), errs
}

// swallowComma widens the hole of an empty list by the comma before it, or else behind it.
func (h *hole) swallowComma(text string) {
	before := strings.TrimRight(text[:h.from], " \t\r\n")
	if strings.HasSuffix(before, ",") {
		h.from = len(before) - 1
		return
	}
	after := strings.TrimLeft(text[h.to:], " \t\r\n")
	if strings.HasPrefix(after, ",") {
		h.to = len(text) - len(after) + 1
	}
}
