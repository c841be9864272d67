package labeltypo

import (
	"strings"
	"unicode"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/util/strutil"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// uses returns the names with typing errors in a rule, in the order in which they stand there.
func uses(pass *lint.Pass, rule *rulefile.Rule, labels, annotations map[string]typo) []*use {
	f := &finder{rule: rule}
	if _, err := rule.Query(); err == nil {
		for _, label := range inExpr(rule.Expr.Value) {
			f.add("label", label, labels, rule.Expr)
		}
	}
	if rule == rule.Group.Rules[0] {
		for _, pair := range rule.Group.Labels {
			f.key("label", pair.Key, labels, rule.Group.Labels)
		}
	}
	for _, pair := range rule.Labels {
		f.key("label", pair.Key, labels, rule.Labels)
	}
	for _, pair := range rule.Annotations {
		f.key("annotation", pair.Key, annotations, rule.Annotations)
		for _, label := range mentioned(pair.Value.Value) {
			if pass.Project.Infer().Of(rule).Label(label.name).Presence != infer.Gone { // else it is printed in vain anyway
				f.add("label", label, labels, pair.Value)
			}
		}
	}
	return f.found
}

// finder collects uses.
type finder struct {
	rule  *rulefile.Rule
	found []*use
}

// place is a name in a text: text[from:to].
type place struct {
	name     string
	from, to int
}

func (f *finder) use(kind, name string, t typo) *use {
	for _, u := range f.found {
		if u.kind == kind && u.name == name {
			return u
		}
	}
	f.found = append(f.found, &use{kind: kind, name: name, typo: t})
	return f.found[len(f.found)-1]
}

// add records a name that is one of the typos.
func (f *finder) add(kind string, p place, typos map[string]typo, in rulefile.Scalar) {
	t, ok := typos[p.name]
	if !ok {
		return
	}
	u := f.use(kind, p.name, t)
	u.places = append(u.places, in.Span(p.from, p.to))
	edit, ok := in.Replace(p.from, p.to, t.word)
	u.unfixed = u.unfixed || !ok
	u.edits = append(u.edits, edit)
}

// key records the key of a map.
func (f *finder) key(kind string, key rulefile.Scalar, typos map[string]typo, of rulefile.Map) {
	f.add(kind, place{key.Value, 0, len(key.Value)}, typos, key)
	if t, ok := typos[key.Value]; ok {
		u := f.use(kind, key.Value, t)
		u.isKey = kind == "annotation"
		_, occupied := of.Get(t.word)
		u.occupied = u.occupied || occupied
	}
}

// mentioned returns the labels that a template prints.
func mentioned(text string) []place {
	const end = "abels."
	var found []place
	for at := 0; ; {
		i := strings.Index(text[at:], end)
		if i < 0 {
			return found
		}
		at += i + len(end)
		if before := text[:at]; strings.HasSuffix(before, "$labels.") || strings.HasSuffix(before, ".Labels.") {
			isOther := func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) }
			to := len(text)
			if n := strings.IndexFunc(text[at:], isOther); n >= 0 {
				to = at + n
			}
			found = append(found, place{text[at:to], at, to})
		}
	}
}

// inExpr returns the labels of matchers and of lists of labels in an expression.
func inExpr(expr string) []place {
	lexer, item, before := parser.Lex(expr), parser.Item{}, parser.Item{}
	var found []place
	inBraces, inList := false, false
	for item.Typ != parser.EOF && item.Typ != parser.ERROR {
		before = item
		lexer.NextItem(&item)
		switch item.Typ {
		case parser.LEFT_BRACE:
			inBraces = true
		case parser.RIGHT_BRACE:
			inBraces = false
		case parser.LEFT_PAREN:
			inList = isListKeyword(before.Typ)
		case parser.RIGHT_PAREN:
			inList = false
		case parser.EQL, parser.NEQ, parser.EQL_REGEX, parser.NEQ_REGEX:
			if inBraces {
				found = append(found, placeOf(before))
			}
		case parser.IDENTIFIER, parser.STRING:
			if inList {
				found = append(found, placeOf(item))
			}
		case parser.COMMENT:
			item = before
		}
	}
	return found
}

func isListKeyword(typ parser.ItemType) bool {
	switch typ {
	case parser.BY, parser.WITHOUT, parser.ON, parser.IGNORING, parser.GROUP_LEFT, parser.GROUP_RIGHT:
		return true
	}
	return false
}

// placeOf returns the place of a name, inside its quotes if it has some.
func placeOf(item parser.Item) place {
	from, to := int(item.Pos), int(item.Pos)+len(item.Val)
	if item.Typ != parser.STRING {
		return place{item.Val, from, to}
	}
	name, err := strutil.Unquote(item.Val)
	if err != nil || name != item.Val[1:len(item.Val)-1] {
		return place{"", from, to}
	}
	return place{name, from + 1, to - 1}
}
