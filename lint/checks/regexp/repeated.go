package regexp

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint/checks/internal/pattern"
)

// repeated looks for an alternative that another one covers. It returns what it found, and the pattern without it.
func repeated(text string, tokens []pattern.Token) (why, rest string) {
	all := pattern.Alternatives(tokens)
	if len(all) < 2 {
		return "", ""
	}
	var written []string
	for _, a := range all {
		written = append(written, text[a.From:a.To])
	}
	for i, one := range written {
		var by string
		switch first := slices.Index(written, one); {
		case one == "":
			continue
		case first < i:
			why = fmt.Sprintf("has the alternative %s twice", one)
		default:
			if by = wider(one, written); by == "" {
				continue
			}
			why = fmt.Sprintf("has the alternative %s, which %s matches, too", one, by)
		}
		kept := slices.Delete(slices.Clone(written), i, i+1)
		return why, text[:all[0].From] + strings.Join(kept, "|") + text[all[len(all)-1].To:]
	}
	return "", ""
}

// wider returns the alternative that is a pattern and matches a text; "" if there is none, or one is no text.
func wider(one string, all []string) string {
	value, ok := pattern.Literal(one)
	if !ok {
		return ""
	}
	for _, other := range all {
		if _, isText := pattern.Literal(other); isText {
			continue
		}
		if whole, err := regexp.Compile("^(?s:" + other + ")$"); err == nil && whole.MatchString(value) {
			return other
		}
	}
	return ""
}
