package rulefile

import (
	"fmt"
	"slices"
)

// Unread is a part of a Helm template that holds rules which cannot be read around its actions. They may be fine; nobody looked.
type Unread struct {
	Span   Span
	Reason string
	Rule   bool // it is one rule; otherwise any number of them
}

// unread notes what could not be read.
func (r *reader) unread(span Span, rule bool, format string, args ...any) {
	r.file.Unread = append(r.file.Unread, Unread{span, fmt.Sprintf(format, args...), rule})
}

// IsTemplate says whether the file is a template of a Helm chart, which is read around its actions.
func (f *File) IsTemplate() bool { return f.template != nil }

// Templated says whether what the file will have at a place depends on an action of a Helm template.
func (f *File) Templated(span Span) bool {
	return f.template != nil && f.template.unknown(span.Start.Offset, span.End.Offset)
}

// Apart says whether one of two rules may be there without the other, because actions of Helm templates decide over them.
func Apart(a, b *Rule) bool {
	one, other := a.branch(), b.branch()
	if a.File != b.File {
		return one != 0 || other != 0
	}
	return one != other || a.File != nil && a.File.IsTemplate() && a.Span == b.Span
}

func (r *Rule) branch() int {
	if r.File == nil || r.File.template == nil {
		return 0
	}
	return r.File.template.branchAt(r.Span.Start.Offset)
}

// apart says whether two nodes stand in different branches of the conditions of a template.
func (r *reader) apart(a, b Span) bool {
	t := r.file.template
	return t != nil && t.branchAt(a.Start.Offset) != t.branchAt(b.Start.Offset)
}

// finishTemplate puts in order what could not be read of a template. If no rule could, what is broken is an error.
func (f *File) finishTemplate() {
	rules := 0
	for range f.Rules() {
		rules++
	}
	for _, e := range f.unfit {
		if rules == 0 {
			f.Errors = append(f.Errors, e)
		} else {
			f.Unread = append(f.Unread, Unread{Span: e.Span, Reason: e.Message})
		}
	}
	slices.SortStableFunc(f.Unread, func(a, b Unread) int { return a.Span.Start.Offset - b.Span.Start.Offset })
	f.Unread = slices.Compact(f.Unread)
}
