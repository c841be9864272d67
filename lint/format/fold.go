package format

import (
	"fmt"
	"strings"

	"github.com/promwright/promwright/internal/excerpt"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// folded is a finding and the places of those that are equal to it.
type folded struct {
	lint.Finding
	others []rulefile.Pos
}

// fold joins findings of one file, check and level that have the same message, at the first of them. Otherwise each stands
// alone.
func fold(findings []lint.Finding, equal bool) []folded {
	type key struct {
		file           *rulefile.File
		check, message string
		severity       lint.Severity
	}
	all := make([]folded, 0, len(findings))
	at := map[key]int{}
	for _, f := range findings {
		k := key{f.File, f.Check, f.Message, f.Severity}
		if i, known := at[k]; known && equal {
			all[i].others = append(all[i].others, f.Span.Start)
			continue
		}
		at[k] = len(all)
		all = append(all, folded{Finding: f})
	}
	return all
}

// mostOthers is the number of places of equal findings that are listed.
const mostOthers = 20

// others prints where equal findings are, in lines that fit the width:
//
//	= and 3 more in this file: 20:5, 41:5, 62:5
func (t *text) others(places []rulefile.Pos, gutter int) {
	if len(places) == 0 {
		return
	}
	var list []string
	for _, at := range places[:min(len(places), mostOthers)] {
		list = append(list, at.String())
	}
	if len(places) > mostOthers {
		list = append(list, "...")
	}
	said := fmt.Sprintf("and %d more in this file: %s", len(places), strings.Join(list, ", "))
	lead := strings.Repeat(" ", gutter) + t.style.dim(" = ")
	for _, line := range excerpt.Wrap(said, t.width-gutter-len(" = ")) {
		fmt.Fprintf(t.w, "%s%s\n", lead, line)
		lead = strings.Repeat(" ", gutter+len(" = "))
	}
}
