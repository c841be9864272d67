package format

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/promwright/promwright/internal/ruleat"
)

// fingerprints returns for each problem a name that stays the same while lines move: of the check, the file, the group and
// the rule that it is in, and the message. Equal problems of a rule are numbered, so that no two names are equal.
func fingerprints(all []problem) []string {
	prints := make([]string, len(all))
	var rules ruleat.Index
	seen := map[string]int{}
	for i, p := range all {
		owner := ""
		if p.finding != nil {
			if rule := rules.Rule(p.finding.File, p.finding.Span.Start.Offset); rule != nil {
				owner = rule.Group.Name.Value + "\x00" + rule.Name().Value
			}
		}
		key := strings.Join([]string{p.check, p.path, owner, p.message}, "\x00")
		number := seen[key]
		seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, number))
		prints[i] = hex.EncodeToString(sum[:16])
	}
	return prints
}
