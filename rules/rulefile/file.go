// Package rulefile reads Prometheus rule files in whatever they are wrapped: plain ones, with what Thanos, Mimir, vmalert and Loki add,
// Kubernetes objects and lists of them as kubectl prints them, ConfigMaps and Secrets that hold rule files, Helm values, and the templates of
// Helm charts.
//
// What it returns is values whose every byte knows its line and column in the file, whatever the YAML style, so that whoever judges
// an expression can point at the very characters.
//
//	file := rulefile.ReadFile("alerts/node.yaml")
//	for rule := range file.Rules() {
//		fmt.Println(rule.Expr.Pos(0), rule.Name().Value)
//	}
package rulefile

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// MaxSize is the size in bytes of the largest file that is read.
const MaxSize = 16 << 20

// File is a file that was read, as far as it could be.
type File struct {
	Name      string
	Source    []byte
	Documents []Document // one per YAML document; one per item of a List, or per rule file in a ConfigMap, after that of the List
	Groups    []*Group   // of all documents, in order
	Comments  []Comment  // of the YAML, in order; comments inside a block scalar are text
	Errors    []*Error   // what could not be read and what Prometheus would refuse, in order
	Unread    []Unread   // what of a Helm template could not be read around its actions, in order

	text     *text
	template *rendering     // nil: the file is no Helm template
	refused  *templateError // why the file cannot be read as the Helm template that it seems to be
	unfit    []*Error       // in the YAML of a Helm template, where there are rules
	inner    int            // bytes of texts inside the file that were read
	guessed  int            // bytes of expressions that were parsed to find what fits into their holes
}

// Document is a YAML document, an item of a List, or a rule file in a ConfigMap or a Secret.
type Document struct {
	Kind            Kind
	Name, Namespace string // of a Kubernetes object; the key of a rule file in a ConfigMap or a Secret, the namespace of a Mimir rule file
	Span            Span
	Object          *Object // nil where the document is none
}

// Comment is one YAML comment.
type Comment struct {
	Text string // without # and the blanks around
	Span Span   // from the # on
}

// Group is a rule group.
type Group struct {
	File *File
	Span Span
	Kind Kind // whose fields the group has: of a rule file in a ConfigMap, that of the rule file

	Name, Interval, QueryOffset, Limit Scalar
	Labels                             Map
	Rules                              []*Rule

	PartialResponseStrategy Scalar   // of Thanos
	SourceTenants           []Scalar // of Mimir

	// Further are the keys of fields that the group and its rules have beyond those of Prometheus and the two above, such as concurrency.
	Further []Scalar

	// Open says that actions of a Helm template may give the group more fields and labels than are here.
	Open bool

	language  Language // of all rules; "": each is looked at
	metricsQL bool     // VictoriaMetrics reads the group
}

// Error is something that could not be read, or that Prometheus would refuse to load.
type Error struct {
	File    string
	Span    Span
	Message string

	// UnknownField says that the fault is a key that Prometheus does not know and would not read.
	UnknownField bool
}

// Error returns file:line:column: message.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%s: %s", e.File, e.Span.Start, e.Message)
}

// Rules yields the rules of all groups, in order.
func (f *File) Rules() iter.Seq[*Rule] {
	return func(yield func(*Rule) bool) {
		for _, g := range f.Groups {
			for _, r := range g.Rules {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// Document returns the document that a group of the file stands in: the innermost.
func (f *File) Document(g *Group) Document {
	after, _ := slices.BinarySearchFunc(f.Documents, g.Span.Start.Offset+1, func(d Document, offset int) int {
		return cmp.Compare(d.Span.Start.Offset, offset)
	})
	if after == 0 {
		return Document{}
	}
	return f.Documents[after-1]
}

// Line returns the text of line n, counted from 1, without its line ending; "" where the file has no such line.
func (f *File) Line(n int) string { return f.text.line(n) }

// Pos returns the place of a byte offset of the file, clamped to it.
func (f *File) Pos(offset int) Pos { return f.text.pos(offset) }

func (f *File) fail(span Span, format string, args ...any) {
	f.add(&Error{File: f.Name, Span: span, Message: fmt.Sprintf(format, args...)})
}

func (f *File) add(e *Error) {
	if n := len(f.Errors); n == 0 || *f.Errors[n-1] != *e { // a bomb of aliases repeats the same error
		f.Errors = append(f.Errors, e)
	}
}

// sortErrors puts errors in order of the file. What is read several times through aliases is reported once.
func (f *File) sortErrors() {
	slices.SortStableFunc(f.Errors, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset), cmp.Compare(a.Message, b.Message))
	})
	f.Errors = slices.CompactFunc(f.Errors, func(a, b *Error) bool { return *a == *b })
}

// sortComments puts comments in order of the file: those inside a ConfigMap are found before those around it.
func (f *File) sortComments() {
	order := func(a, b Comment) int { return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset) }
	if !slices.IsSortedFunc(f.Comments, order) {
		slices.SortStableFunc(f.Comments, order)
	}
}
