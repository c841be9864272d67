package goimport

import (
	"fmt"
	"go/scanner"
	"go/token"
	"strings"

	"github.com/promwright/promwright/rules/promql/gosource"
)

// source returns the declarations of the group and its rules.
func (g *group) source(w *gosource.Writer) string {
	var l literal
	fmt.Fprintf(&l, "\n// %s is group %s.\nvar %s = rules.Group{\n", g.name, printable(g.plain.Name), g.name)
	l.text("Name", g.plain.Name)
	l.duration("Interval", g.plain.Interval)
	if g.plain.QueryOffset != nil {
		l.field("QueryOffset", "new("+durationOf(g)+")")
	}
	if g.plain.Limit != 0 {
		l.field("Limit", fmt.Sprint(g.plain.Limit))
	}
	l.field("Labels", mapLiteral(g.plain.Labels))
	l.text("PartialResponseStrategy", g.plain.PartialResponseStrategy)
	if len(g.plain.SourceTenants) > 0 {
		l.field("SourceTenants", fmt.Sprintf("%#v", g.plain.SourceTenants))
	}
	if len(g.rules) > 0 {
		l.WriteString("Rules: []rules.Rule{\n")
		for _, r := range g.rules {
			l.WriteString(r.name + ",\n")
		}
		l.WriteString("},\n")
	}
	l.WriteString("}\n")
	for _, r := range g.rules {
		l.WriteString(r.source(w))
	}
	return l.String()
}

// durationOf returns the query offset of a group as a typed value.
func durationOf(g *group) string {
	if *g.plain.QueryOffset == 0 {
		return "time.Duration(0)"
	}
	return gosource.Duration(*g.plain.QueryOffset)
}

// uses reports whether source has a selector of a package: "time.".
func uses(source, selector string) bool {
	var s scanner.Scanner
	files := token.NewFileSet()
	s.Init(files.AddFile("", files.Base(), len(source)), []byte(source), nil, 0)
	name, last := strings.TrimSuffix(selector, "."), ""
	for {
		_, tok, text := s.Scan()
		switch {
		case tok == token.EOF:
			return false
		case tok == token.PERIOD && last == name:
			return true
		}
		last = ""
		if tok == token.IDENT {
			last = text
		}
	}
}
