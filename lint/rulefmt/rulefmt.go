// Package rulefmt formats the expressions of rule files where they stand.
//
//	result := rulefmt.File(rulefile.ReadFile("alerts/node.yaml"), rulefmt.Options{})
//	fmt.Printf("%s", result.Source)
//
// Nothing but expressions changes: names, labels, annotations, comments and the order of everything stay byte for byte.
package rulefmt

import (
	"cmp"
	"slices"
	"strings"

	"github.com/promwright/promwright/rules/promql"
	"github.com/promwright/promwright/rules/rulefile"
)

// DefaultWidth is how long lines of an expression may be, in characters, the indentation of the YAML not counted.
const DefaultWidth = 100

// Options says how expressions are laid out.
type Options struct {
	Width int // of a line of an expression, in characters; 0 is DefaultWidth
}

// Result is a file with its expressions formatted.
type Result struct {
	Source  []byte // of the file as it should be; that of the file as it is where nothing changes
	Edits   []rulefile.Edit
	Skipped []Skipped // in order
}

// Changed reports whether the file should be another.
func (r *Result) Changed() bool { return len(r.Edits) > 0 }

// Skipped is a rule whose expression is left as it is, though it may not be laid out as others.
type Skipped struct {
	Rule   *rulefile.Rule
	Reason string
}

// Templated is the reason of a [Skipped] rule whose expression has actions of a Helm template in it.
const Templated = "actions of the Helm template are in the way"

// File formats the expressions of f. A file that was read with errors is formatted as far as its rules were read.
func File(f *rulefile.File, options Options) *Result {
	if options.Width <= 0 {
		options.Width = DefaultWidth
	}
	result := &Result{Source: f.Source}
	seen := map[int]bool{} // offsets of expressions: a rule may be read twice, through an alias
	var changes []change
	for rule := range f.Rules() {
		at := rule.Expr.Whole().Start.Offset
		if seen[at] {
			continue
		}
		seen[at] = true
		found, reason := propose(rule, options.Width)
		if reason != "" {
			result.Skipped = append(result.Skipped, Skipped{rule, reason})
		}
		if found != nil {
			changes = append(changes, *found)
		}
	}
	kept, refused := hold(f, changes)
	for _, c := range kept {
		result.Edits = append(result.Edits, c.edit)
	}
	if source, err := rulefile.Apply(f.Source, result.Edits); err == nil {
		result.Source = source
	}
	result.Skipped = append(result.Skipped, refused...)
	slices.SortStableFunc(result.Skipped, func(a, b Skipped) int {
		return cmp.Compare(a.Rule.Expr.Whole().Start.Offset, b.Rule.Expr.Whole().Start.Offset)
	})
	return result
}

// A change is an edit of one rule's expression, and what the expression reads after it but for blanks around.
type change struct {
	at   int // offset of the expression
	rule *rulefile.Rule
	edit rulefile.Edit
	text string
}

// propose returns how to format the expression of a rule; nil where nothing is to be done or can be done, and then the reason
// of what cannot.
func propose(rule *rulefile.Rule, width int) (*change, string) {
	if rule.Language() != rulefile.PromQL {
		return nil, "the expression is " + string(rule.Language())
	}
	if _, err := rule.Query(); err != nil {
		return nil, "the expression does not parse"
	}
	w := writer{rule: rule, text: strings.TrimSpace(rule.Expr.Value)}
	if w.templated() {
		return nil, Templated
	}
	formatted, err := promql.Format(w.text, width)
	if err != nil {
		return nil, strings.TrimPrefix(err.Error(), "promql: ")
	}
	if formatted == w.text {
		return nil, ""
	}
	if c := w.write(formatted); c != nil {
		return c, ""
	}
	if strings.Contains(w.text, "\n") {
		return nil, "the lines of the expression cannot be written where it stands"
	}
	oneLine, err := promql.Format(w.text, 0) // the author's layout
	if err != nil || oneLine == w.text {
		return nil, ""
	}
	if c := w.write(oneLine); c != nil {
		return c, ""
	}
	return nil, "the expression cannot be changed where it stands"
}
