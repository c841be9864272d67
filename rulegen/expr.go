package rulegen

import (
	"slices"
	"strings"

	"github.com/promwright/promwright/rules"
)

// tidyGroups returns groups with every expression tidied. It does not change groups.
func tidyGroups(groups []rules.PlainGroup) []rules.PlainGroup {
	groups = slices.Clone(groups)
	for i := range groups {
		groups[i].Rules = slices.Clone(groups[i].Rules)
		for j := range groups[i].Rules {
			groups[i].Rules[j].Expr = tidy(groups[i].Rules[j].Expr)
		}
	}
	return groups
}

// tidy returns expr as a literal block can hold it: without blank lines around it, spaces at line ends, and
// indentation that all lines share, as texts in Go source have it. Line breaks become \n, tabs two spaces.
// Comments stay, and what stands inside quotes is not touched, so the expression means what it meant.
// An expr whose quotes do not match is returned as it is.
func tidy(expr string) string {
	lines, ok := exprLines(expr)
	if !ok {
		return expr
	}
	for len(lines) > 0 && lines[0].text == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].text == "" {
		lines = lines[:len(lines)-1]
	}

	shared := len(expr)
	for _, line := range lines {
		if line.text != "" && !line.quoted {
			shared = min(shared, len(line.text)-len(strings.TrimLeft(line.text, " ")))
		}
	}
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = line.text
		if line.text != "" && !line.quoted {
			texts[i] = line.text[shared:]
		}
	}
	return strings.TrimLeft(strings.Join(texts, "\n"), " ")
}

// exprLine is a line of an expression.
type exprLine struct {
	text   string
	quoted bool // the line begins inside a quoted string, so its spaces have a meaning
}

// exprLines splits an expression, with spaces outside quotes normalised. It returns false if quotes do not match.
func exprLines(expr string) ([]exprLine, bool) {
	var (
		lines   []exprLine
		line    strings.Builder
		quoted  bool // at the start of the line
		quote   byte // that is open, or 0
		comment bool
	)
	end := func() {
		text := line.String()
		if quote == 0 {
			text = strings.TrimRight(text, " ")
		}
		lines = append(lines, exprLine{text, quoted})
		line.Reset()
		quoted, comment = quote != 0, false
	}
	for i := 0; i < len(expr); i++ {
		c := expr[i]
		switch {
		case c == '\n' && (quote == 0 || quote == '`'):
			end()
			continue
		case c == '\n':
			return nil, false
		case quote == 0 && c == '\r':
			if !strings.HasPrefix(expr[i+1:], "\n") {
				end()
			}
			continue
		case quote == 0 && c == '\t':
			line.WriteString("  ")
			continue
		case quote == 0 && c == '#':
			comment = true
		case quote == 0 && !comment && strings.IndexByte("\"'`", c) >= 0:
			quote = c
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0 && quote != '`' && c == '\\' && i+1 < len(expr) && expr[i+1] != '\n':
			line.WriteByte(c)
			i++
			c = expr[i]
		}
		line.WriteByte(c)
	}
	if quote != 0 {
		return nil, false
	}
	end()
	return lines, true
}
