package format

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// fingerprints returns for each problem a name that stays the same while lines move: of the check, the file, the group and
// the rule that it is in, and the message. Equal problems of a rule are numbered, so that no two names are equal.
func fingerprints(all []problem) []string {
	prints := make([]string, len(all))
	owners := map[*rulefile.File]ruleIndex{}
	seen := map[string]int{}
	for i, p := range all {
		owner := ""
		if p.finding != nil {
			index, known := owners[p.finding.File]
			if !known {
				index = newRuleIndex(p.finding.File)
				owners[p.finding.File] = index
			}
			owner = index.owner(*p.finding)
		}
		key := strings.Join([]string{p.check, p.path, owner, p.message}, "\x00")
		number := seen[key]
		seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, number))
		prints[i] = hex.EncodeToString(sum[:16])
	}
	return prints
}

// ruleIndex is the rules of a file by where they begin.
type ruleIndex []*rulefile.Rule

func newRuleIndex(file *rulefile.File) ruleIndex {
	index := slices.Collect(file.Rules())
	slices.SortStableFunc(index, func(a, b *rulefile.Rule) int {
		return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset)
	})
	return index
}

// owner names the group and the rule that a finding is in; it is empty outside of rules.
func (index ruleIndex) owner(f lint.Finding) string {
	at := f.Span.Start.Offset
	after, _ := slices.BinarySearchFunc(index, at+1, func(r *rulefile.Rule, offset int) int {
		return cmp.Compare(r.Span.Start.Offset, offset)
	})
	if after == 0 || at > index[after-1].Span.End.Offset {
		return ""
	}
	rule := index[after-1]
	return rule.Group.Name.Value + "\x00" + rule.Name().Value
}
