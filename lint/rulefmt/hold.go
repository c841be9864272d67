package rulefmt

import (
	"slices"
	"strings"

	"github.com/promwright/promwright/rules/rulefile"
)

// hold returns those changes of a file with which it still reads as it did, but for the layout of the expressions changed.
// The others are refused.
func hold(f *rulefile.File, changes []change) (kept []change, refused []Skipped) {
	switch {
	case len(changes) == 0 || reads(f, changes):
		return changes, nil
	case len(changes) == 1:
		return nil, []Skipped{{changes[0].rule, "the lines of the expression cannot be written where it stands"}}
	}
	half := len(changes) / 2
	first, refusedFirst := hold(f, changes[:half])
	second, refusedSecond := hold(f, changes[half:])
	kept, refused = slices.Concat(first, second), slices.Concat(refusedFirst, refusedSecond)
	if reads(f, kept) {
		return kept, refused
	}
	for _, c := range second {
		refused = append(refused, Skipped{c.rule, "the expression cannot be changed together with the others of its file"})
	}
	return first, refused
}

// reads reports whether the file with the changes reads as it did, but for the expressions changed, which read as they should.
func reads(f *rulefile.File, changes []change) bool {
	edits := make([]rulefile.Edit, len(changes))
	texts := make(map[int]string, len(changes))
	for i, c := range changes {
		edits[i], texts[c.at] = c.edit, c.text
	}
	source, err := rulefile.Apply(f.Source, edits)
	if err != nil {
		return false
	}
	after := rulefile.Parse(f.Name, source)
	sameMessage := func(a, b *rulefile.Error) bool { return a.Message == b.Message }
	sameDocument := func(a, b rulefile.Document) bool {
		return a.Kind == b.Kind && a.Name == b.Name && a.Namespace == b.Namespace
	}
	return slices.EqualFunc(f.Errors, after.Errors, sameMessage) &&
		slices.EqualFunc(f.Documents, after.Documents, sameDocument) &&
		slices.EqualFunc(f.Comments, after.Comments, func(a, b rulefile.Comment) bool { return a.Text == b.Text }) &&
		slices.EqualFunc(f.Groups, after.Groups, func(a, b *rulefile.Group) bool { return sameGroup(a, b, texts) })
}

func sameGroup(before, after *rulefile.Group, texts map[int]string) bool {
	return sameValues(before.Name, after.Name, before.Interval, after.Interval, before.QueryOffset, after.QueryOffset, before.Limit, after.Limit) &&
		sameMap(before.Labels, after.Labels) &&
		slices.EqualFunc(before.Rules, after.Rules, func(a, b *rulefile.Rule) bool { return sameRule(a, b, texts) })
}

// sameRule reports whether a rule reads the same after the changes. texts are the expressions changed, by where they stood.
func sameRule(before, after *rulefile.Rule, texts map[int]string) bool {
	want := before.Expr.Value
	if text, ok := texts[before.Expr.Whole().Start.Offset]; ok {
		want = text + want[len(strings.TrimRight(want, " \t\r\n")):]
	}
	return after.Expr.Value == want &&
		sameValues(before.Record, after.Record, before.Alert, after.Alert, before.For, after.For, before.KeepFiringFor, after.KeepFiringFor) &&
		sameMap(before.Labels, after.Labels) && sameMap(before.Annotations, after.Annotations)
}

// sameValues reports whether each two scalars that stand next to each other read the same.
func sameValues(pairs ...rulefile.Scalar) bool {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i].Value != pairs[i+1].Value || pairs[i].Present() != pairs[i+1].Present() {
			return false
		}
	}
	return true
}

func sameMap(before, after rulefile.Map) bool {
	return slices.EqualFunc(before, after, func(a, b rulefile.Pair) bool { return sameValues(a.Key, b.Key, a.Value, b.Value) })
}
