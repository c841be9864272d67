package recordname

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

// levels are the labels that names of recording rules usually begin with. A level of other words may be a name for something else.
var levels = []string{"cluster", "code", "container", "deployment", "device", "endpoint", "env", "handler", "host", "instance", "job",
	"method", "namespace", "node", "operation", "path", "pod", "region", "route", "service", "status", "tenant", "user", "verb", "zone"}

// places are levels that often stand for all of a place, or for a label of another name.
var places = []string{"cluster", "env", "host", "node", "region", "zone"}

// level reports a label that the name begins with and no series has. Where nothing is left to tell series apart, the name is taken
// for one of something that there is once.
func level(pass *lint.Pass, a *infer.Analysis, n name) {
	words := strings.Split(n.level, "_")
	for _, word := range words {
		if !slices.Contains(levels, word) {
			return
		}
	}
	for _, branch := range a.Result().Branches {
		if branch.Identity.Known && len(branch.Identity.Labels) == 0 {
			return
		}
	}
	for _, word := range words {
		_, set := n.rule.Labels.Get(word)
		if _, group := n.rule.Group.Labels.Get(word); set || group || slices.Contains(places, word) {
			continue
		}
		label := a.Result().Label(word)
		if label.Presence != infer.Gone || label.Loss == nil || label.Loss.Rule == nil {
			continue
		}
		message := fmt.Sprintf("%s is named for each %s, but the expression drops the label", n.rule.Record.Value, word)
		report(pass, n.rule, n.rule.Record, message,
			lint.Related{File: label.Loss.Rule.File, Span: label.Loss.Span(), Message: label.Loss.Message})
		return
	}
}
