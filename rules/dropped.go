package rules

import (
	"maps"
	"slices"

	"github.com/promwright/promwright/internal/alerttemplate"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/promql"
)

// droppedLabels reports the labels that templates of an alert print though its expression surely drops them: nothing would stand there.
func (b *builder) droppedLabels(e promql.Vector, values ...map[string]string) {
	tree, err := promql.Tree(e)
	if err != nil {
		return
	}
	result := infer.Expr(tree)
	seen := map[string]bool{}
	for _, texts := range values {
		for _, key := range slices.Sorted(maps.Keys(texts)) {
			for _, r := range alerttemplate.References(texts[key]) {
				label := result.Label(r.Label)
				if label.Presence != infer.Gone || seen[r.Label] {
					continue
				}
				seen[r.Label] = true
				why := ""
				if label.Loss != nil {
					why = ": " + label.Loss.Message
				}
				b.errorf("%s prints %s, but the expression drops it%s", key, texts[key][r.Start:r.End], why)
			}
		}
	}
}
