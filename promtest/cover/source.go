package cover

import (
	"strings"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules/rulefile"
)

// sources finds the text of rules: in their files, which are read when first asked for.
type sources struct{ files map[string]*source }

// source is a rule file and its rules by where they begin.
type source struct {
	file  *rulefile.File
	rules map[[2]int]*rulefile.Rule
}

func newSources() *sources { return &sources{files: map[string]*source{}} }

// find returns the rule as its file has it; nil where that is not a rule file, or has changed since.
func (s *sources) find(r Rule) *rulefile.Rule {
	if r.Column == 0 {
		return nil
	}
	from := s.files[r.File]
	if from == nil {
		from = &source{rulefile.ReadFile(r.File), map[[2]int]*rulefile.Rule{}}
		for rule := range from.file.Rules() {
			from.rules[[2]int{rule.Span.Start.Line, rule.Span.Start.Column}] = rule
		}
		s.files[r.File] = from
	}
	found := from.rules[[2]int{r.Line, r.Column}]
	if found == nil || found.Name().Value != r.Name() || found.Expr.Value != r.Expr {
		return nil
	}
	return found
}

// span returns where a branch stands in the file of its rule.
func span(r *rulefile.Rule, b Branch) rulefile.Span {
	s := field(r, b.Field)
	if b.From == b.To {
		return s.Whole()
	}
	return s.Span(b.From, b.To)
}

// field returns a field of a rule by its name in a [Branch].
func field(r *rulefile.Rule, name string) rulefile.Scalar {
	name, key, _ := strings.Cut(name, ".")
	switch name {
	case "alert", "record":
		return r.Name()
	case "expr":
		return r.Expr
	case "for":
		return r.For
	case "keep_firing_for":
		return r.KeepFiringFor
	case "annotations":
		text, _ := r.Annotations.Get(key)
		return text
	}
	if text, ok := r.Labels.Get(key); ok {
		return text
	}
	text, _ := r.Group.Labels.Get(key)
	return text
}

// text returns the same of a rule that is in no file.
func (r Rule) text(name string) string {
	name, key, _ := strings.Cut(name, ".")
	switch name {
	case "expr":
		return r.Expr
	case "for":
		return model.Duration(r.For).String()
	case "keep_firing_for":
		return model.Duration(r.KeepFiringFor).String()
	case "labels":
		return r.Labels[key]
	case "annotations":
		return r.Annotations[key]
	}
	return r.Name()
}
