package matcher

import (
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

func posOf(i int) posrange.Pos { return posrange.Pos(i) }

// offsets returns for each byte of value, and its end, where it stands in text, which is value as written between quotes.
func offsets(text string, quote byte, value string) ([]int, bool) {
	at := make([]int, 0, len(value)+1)
	for rest := text; len(rest) > 0; {
		begin := len(text) - len(rest)
		length := 1
		if quote == '`' {
			rest = rest[1:]
		} else {
			char, multibyte, tail, err := strconv.UnquoteChar(rest, quote)
			if err != nil {
				return nil, false
			}
			if multibyte {
				length = len(string(char))
			}
			rest = tail
		}
		for range length {
			at = append(at, begin)
		}
	}
	return append(at, len(text)), len(at) == len(value)
}

// Quote returns value as PromQL writes it between the quotes that the value of m has, or between others where those do not do.
func (m Matcher) Quote(value string) string {
	quote, quoted := m.rule.Expr.Value[m.Text.From], strconv.Quote(value)
	switch {
	case quote == '`' && !strings.ContainsAny(value, "`\r"):
		return "`" + value + "`"
	case quote == '\'':
		return "'" + inSingle.Replace(quoted[1:len(quoted)-1]) + "'"
	default:
		return quoted
	}
}

// inSingle makes what stands between double quotes what stands between single ones.
var inSingle = strings.NewReplacer(`\\`, `\\`, `\"`, `"`, `'`, `\'`)

// Set returns the fix that makes the matcher another one of its label, such as code!=""; nil where it cannot be made.
func (m Matcher) Set(op, value string) []lint.Fix {
	name := m.rule.Expr.Value[m.Name.From:m.Name.To]
	between := m.rule.Expr.Value[m.Op.To:m.Text.From]
	text := m.Quote(value)
	edit, ok := m.rule.Expr.Replace(m.Op.From, m.Text.To, op+between+text)
	if !ok || strings.Contains(between, "#") {
		return nil
	}
	return []lint.Fix{{Message: name + op + text, Edits: []rulefile.Edit{edit}}}
}

// Remove returns the fix that takes a matcher out of its selector: with the comma behind or before it, or with the braces if
// it is alone in them. It is nil where that cannot be done.
func Remove(rule *rulefile.Rule, s *parser.VectorSelector, m Matcher) []lint.Fix {
	expr := rule.Expr.Value
	whole := rulefile.NodeRange(expr, s)
	braces := Range{int(whole.Start) + strings.IndexByte(expr[whole.Start:whole.End], '{'), int(whole.End)}
	r := m.Whole()
	all := entries(expr, int(s.PosRange.Start))
	i := slices.IndexFunc(all, func(e entry) bool { return int(e.items[0].Pos) == r.From })
	switch {
	case i < 0:
		return nil
	case i+1 < len(all):
		r.To = int(all[i+1].items[0].Pos)
	case i > 0:
		last := all[i-1].items[len(all[i-1].items)-1]
		r.From = rangeOf(last).To
	case braces.From > int(whole.Start):
		r = braces
	default:
		return nil // it would select everything
	}
	if strings.Contains(expr[r.From:m.Name.From], "#") || strings.Contains(expr[m.Text.To:r.To], "#") {
		return nil
	}
	edit, ok := rule.Expr.Replace(r.From, r.To, "")
	if !ok {
		return nil
	}
	fixed := strings.Join(strings.Fields(expr[whole.Start:r.From]+expr[r.To:whole.End]), " ")
	return []lint.Fix{{Message: fixed, Edits: []rulefile.Edit{edit}}}
}
