package unexpanded

import (
	"fmt"
	"strings"

	"github.com/promwright/promwright/internal/braces"
	"github.com/promwright/promwright/internal/lazyregexp"
)

// part is template syntax that is printed: text[from:to].
type part struct {
	from, to int
	what     string
	helm     bool // right where Helm expands the text first

	fixable bool
	fix     string
}

var (
	// variable is what Prometheus defines, outside of an action, with single braces around it if there are some.
	variable = lazyregexp.New(`(\{\s*)?\$(labels\.[A-Za-z_]\w*|labels\b|externalLabels\.[A-Za-z_]\w*|externalURL\b|value\b)((?:\s*\|\s*\w+)?\s*\})?`)

	// formatted is a hole of Jsonnet's and Python's string formatting.
	formatted = lazyregexp.New(`%\([A-Za-z_][\w.]*\)[-+ 0#]*\d*(?:\.\d+)?[dsfgeixr]`)

	// escaped is an action that prints an action.
	escaped = lazyregexp.New("^\\{\\{-?\\s*(?:`([^`]*)`|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*-?\\}\\}$")
)

// printed returns the template syntax that a text prints, in order.
func printed(text string) []part {
	masked := braces.Mask(text)
	if escape, ok := helmEscape(text); ok {
		return []part{escape}
	}
	var found []part
	if strings.Contains(masked, "$") {
		for _, m := range variable.FindAllStringSubmatchIndex(masked, -1) {
			found = append(found, outside(text, m))
		}
	}
	if strings.Contains(masked, "%(") {
		for _, m := range formatted.FindAllStringIndex(masked, -1) {
			found = append(found, part{from: m[0], to: m[1],
				what: fmt.Sprintf("prints %s as it stands: nothing has filled it in", text[m[0]:m[1]])})
		}
	}
	if at := strayBrace(masked); len(found) == 0 && at >= 0 {
		found = append(found, part{from: at, to: at + 1, what: "prints a brace that belongs to no other: the template before it has ended", fixable: true})
	}
	return found
}

// outside is a variable outside of an action. m are the indices of variable.
func outside(text string, m []int) part {
	name := text[m[2*2]-1 : m[2*2+1]]
	p := part{from: m[2*2] - 1, to: m[2*2+1], what: fmt.Sprintf("prints %s as it stands: it is outside of {{ }}", name)}
	opened, closed := m[2] >= 0, m[6] >= 0
	if opened != closed {
		return p // {{ that is not closed, or another language
	}
	before := text[:p.from]
	if opened {
		p.from, p.to = m[0], m[1]
		p.what = fmt.Sprintf("prints %s as it stands: templates are written in {{ }}", text[m[0]:m[1]])
		before = text[:p.from]
		name = strings.Trim(text[m[0]:m[1]], "{} ")
	}
	if name == "$labels" || strings.HasSuffix(before, "$") || strings.HasSuffix(before, `\`) || strings.HasSuffix(before, "[[ ") || strings.HasSuffix(before, "[[") {
		return p
	}
	p.fixable, p.fix = true, "{{ "+name+" }}"
	return p
}

// helmEscape returns the first action that prints an action. Such actions are what keeps Helm from expanding a text.
func helmEscape(text string) (part, bool) {
	if !strings.ContainsAny(text, "`\"") {
		return part{}, false
	}
	for at := 0; ; {
		begin := strings.Index(text[at:], braces.Open)
		if begin < 0 {
			return part{}, false
		}
		begin += at
		at = braces.End(text, begin)
		m := escaped.FindStringSubmatch(text[begin:at])
		if m == nil || !strings.Contains(m[1]+m[2], braces.Open) {
			continue
		}
		p := part{from: begin, to: at, helm: true}
		switch {
		case strings.Contains(m[1], braces.Close):
			p.what = fmt.Sprintf("prints %s as it stands: the braces are escaped, as a Helm template wants them", m[1])
			p.fixable, p.fix = true, m[1]
		default:
			p.what = "prints {{ as it stands: the braces are escaped, as a Helm template wants them"
		}
		return p, true
	}
}

// strayBrace returns where a closing brace follows an action and no brace was opened for it; -1 if there is none.
func strayBrace(masked string) int {
	open := 0
	for i := range len(masked) {
		switch masked[i] {
		case '{':
			open++
		case '}':
			if open == 0 && i > 0 && masked[i-1] == 0 {
				return i
			}
			open--
		}
	}
	return -1
}
