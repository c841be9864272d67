package goimport

import (
	"fmt"
	"maps"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql/gosource"
	"github.com/promwright/promwright/rules/rulefile"
)

// rule is a rule and the variable that it becomes.
type rule struct {
	*rulefile.Rule
	plain rules.PlainRule
	name  string

	accepted []string // fields that say that it is meant as it is
}

// source returns the declaration of the variable of a rule.
func (r rule) source(w *gosource.Writer) string {
	var l literal
	kind := "Alert"
	if !r.IsAlert() {
		kind = "Recording"
	}
	fmt.Fprintf(&l, "\nvar %s = rules.%s{\n", r.name, kind)
	l.text("Name", r.Name().Value)
	comments, code := r.expr(w)
	for _, comment := range comments {
		fmt.Fprintf(&l, "// %s\n", comment)
	}
	l.field("Expr", code)
	labels := maps.Clone(r.plain.Labels)
	if r.IsAlert() {
		l.duration("For", r.plain.For)
		l.duration("KeepFiringFor", r.plain.KeepFiringFor)
		l.field("Severity", severity(take(labels, "severity")))
	}
	l.field("Labels", mapLiteral(labels))
	annotations := maps.Clone(r.plain.Annotations)
	for _, f := range []struct{ field, key string }{{"Summary", "summary"}, {"Description", "description"}, {"RunbookURL", "runbook_url"}} {
		l.text(f.field, take(annotations, f.key))
	}
	l.field("Annotations", mapLiteral(annotations))
	for _, field := range r.accepted {
		l.field(field, "true")
	}
	l.WriteString("}\n")
	return l.String()
}

// take removes a value from a map and returns it. An empty one stays: the field for it would mean that there is none.
func take(values map[string]string, key string) string {
	value := values[key]
	if value != "" {
		delete(values, key)
	}
	return value
}

// severity returns a severity as Go source, by its constant if it has one.
func severity(value string) string {
	switch rules.Severity(value) {
	case "":
		return ""
	case rules.Info:
		return "rules.Info"
	case rules.Warning:
		return "rules.Warning"
	case rules.Critical:
		return "rules.Critical"
	}
	return gosource.Quote(value)
}

// expr returns the expression as Go source, and the comments that it loses by that. Where w is nil, and where methods cannot say it, it
// stays text.
func (r rule) expr(w *gosource.Writer) (comments []string, code string) {
	tree, _ := r.Query() // checked before
	if w != nil {
		if code, err := w.Expr(tree); err == nil {
			return commentsOf(r.Expr.Value), code
		}
	}
	return nil, "promql.Text(" + gosource.Quote(r.Expr.Value) + ")"
}

// commentsOf returns the comments in an expression, without # and the blanks around.
func commentsOf(expr string) []string {
	var all []string
	lexer := parser.Lex(expr)
	for {
		var item parser.Item
		lexer.NextItem(&item)
		switch item.Typ {
		case parser.EOF, parser.ERROR:
			return all
		case parser.COMMENT:
			all = append(all, strings.TrimSpace(strings.TrimPrefix(item.Val, "#")))
		}
	}
}
