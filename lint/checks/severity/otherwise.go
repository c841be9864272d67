package severity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
)

// otherwise reports severities that differ from others in case alone: those that are used less, once for each file.
func otherwise(pass *lint.Pass, all []use) {
	spellings := map[string]map[string][]use{} // by the severity in lowercase, and as it is written
	for _, u := range all {
		lower := strings.ToLower(strings.TrimSpace(u.value.Value))
		if spellings[lower] == nil {
			spellings[lower] = map[string][]use{}
		}
		spellings[lower][u.value.Value] = append(spellings[lower][u.value.Value], u)
	}
	for _, u := range all {
		lower := strings.ToLower(strings.TrimSpace(u.value.Value))
		same := spellings[lower]
		usual := mostUsed(same, lower)
		uses := same[u.value.Value]
		if len(same) == 1 || u.value.Value == usual || strings.TrimSpace(u.value.Value) != u.value.Value {
			continue
		}
		inFile := slices.DeleteFunc(slices.Clone(uses), func(other use) bool { return other.file != u.file })
		if inFile[0] != u {
			continue
		}
		first := same[usual][0]
		report(pass, u, usual, []lint.Related{{File: first.file, Span: first.value.Whole(), Message: "as here"}}, message(u, usual, len(same[usual]), len(inFile)))
	}
}

// message says how a severity is spelled in other alerts, and how many of its own file have it, too.
func message(u use, usual string, others, inFile int) string {
	where := "in another alert"
	if others > 1 {
		where = fmt.Sprintf("in %d other alerts", others)
	}
	text := fmt.Sprintf("%s %q is %q %s: routes and inhibitions tell capital letters from small ones", u.label, u.value.Value, usual, where)
	if inFile > 1 {
		text += fmt.Sprintf("; it is there %d times in this file", inFile)
	}
	return text
}

// mostUsed returns the spelling that most alerts have; of several, the one in lowercase or the first in the alphabet.
func mostUsed(spellings map[string][]use, lower string) string {
	var all []string
	for spelling := range spellings {
		all = append(all, spelling)
	}
	return slices.MinFunc(all, func(a, b string) int {
		if c := cmp.Compare(len(spellings[b]), len(spellings[a])); c != 0 {
			return c
		}
		switch lower {
		case a:
			return -1
		case b:
			return 1
		}
		return cmp.Compare(a, b)
	})
}
