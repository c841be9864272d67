package main

import (
	"go/ast"
	"go/types"
	"math"
	"regexp"
	"strings"

	"github.com/promwright/promwright/rules/metrics"
)

// finder finds the metrics that a package declares: by options (GaugeOpts and the like), by descriptions (NewDesc), and by
// literals that have a name and a type of values.
type finder struct {
	*evaluator
	parents map[ast.Node]ast.Node
	found   []*metrics.Metric
	held    map[types.Object]*metrics.Metric // descriptions by the variable or field that holds them
	skipped []ast.Expr                       // names that depend on the run of the program
}

// declared returns the metrics that a package declares.
func declared(c *code) *finder {
	f := &finder{newEvaluator(c), map[ast.Node]ast.Node{}, nil, map[types.Object]*metrics.Metric{}, nil}
	for _, file := range c.files {
		f.findParents(file)
		f.inspect(file, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.CompositeLit:
				f.options(n)
				f.literal(n)
			case *ast.CallExpr:
				f.description(n)
			}
		})
	}
	for range 2 { // a variable, the field it is put into
		for _, file := range c.files {
			f.inspect(file, f.handOver)
		}
	}
	for _, file := range c.files {
		f.inspect(file, func(n ast.Node) {
			if call, ok := n.(*ast.CallExpr); ok {
				f.sample(call)
			}
		})
	}
	return f
}

func (f *finder) inspect(file *ast.File, visit func(ast.Node)) {
	ast.Inspect(file, func(n ast.Node) bool {
		if n != nil {
			visit(n)
		}
		return true
	})
}

func (f *finder) findParents(file *ast.File) {
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			f.parents[n] = stack[len(stack)-1]
		}
		stack = append(stack, n)
		return true
	})
}

// add adds a metric unless its name is not known.
func (f *finder) add(name ast.Expr, text string, ok bool, t metrics.Type, labels []string, closed bool) *metrics.Metric {
	if !ok || text == "" {
		f.skipped = append(f.skipped, name)
		return nil
	}
	m := &metrics.Metric{Name: text, Type: t, Open: !closed, Min: math.Inf(-1), Max: math.Inf(1)}
	for _, label := range labels {
		m.Labels = append(m.Labels, metrics.Label{Name: label})
	}
	f.found = append(f.found, m)
	return m
}

var optionsType = regexp.MustCompile(`^(Counter|Gauge|Histogram|Summary|TimingHistogram|Untyped)Opts$`)

// options adds the metric that a literal of options declares.
func (f *finder) options(literal *ast.CompositeLit) {
	match := optionsType.FindStringSubmatch(typeName(literal.Type))
	if match == nil {
		return
	}
	fields := fieldsOf(literal)
	if fields["Name"] == nil {
		return
	}
	var parts []ast.Expr
	for _, key := range []string{"Namespace", "Subsystem", "Name"} {
		if fields[key] != nil {
			parts = append(parts, fields[key])
		}
	}
	name, ok := f.joined(parts, 0)
	labels, closed := f.vectorLabels(literal)
	if constant := fields["ConstLabels"]; constant != nil {
		more, known := f.keys(constant)
		labels, closed = append(labels, more...), closed && known
	}
	f.add(fields["Name"], name, ok, typeNamed(match[1]), labels, closed)
}

// vectorLabels returns the labels of the vector that a literal of options makes.
func (f *finder) vectorLabels(literal *ast.CompositeLit) ([]string, bool) {
	var node ast.Node = literal
	if address, ok := f.parents[node].(*ast.UnaryExpr); ok {
		node = address
	}
	call, ok := f.parents[node].(*ast.CallExpr)
	if !ok {
		return nil, false
	}
	if !strings.Contains(calledName(call), "Vec") {
		return nil, true
	}
	return f.list(call.Args[len(call.Args)-1])
}

// description adds the metric that a call of NewDesc declares.
func (f *finder) description(call *ast.CallExpr) {
	if calledName(call) != "NewDesc" || len(call.Args) < 4 {
		return
	}
	name, ok := f.text(call.Args[0])
	labels, closed := f.list(call.Args[2])
	more, known := f.keys(call.Args[3])
	m := f.add(call.Args[0], name, ok, metrics.Unknown, append(labels, more...), closed && known)
	if m == nil {
		return
	}
	m.Type = f.besideType(call)
	if holder := f.holder(call); holder != nil {
		f.held[holder] = m
	}
	if outer, ok := f.parents[call].(*ast.CallExpr); ok && len(outer.Args) > 1 && outer.Args[0] == ast.Expr(call) {
		m.Type = sampleType(outer)
	}
}

// besideType returns the type that stands beside a description in a literal: {NewDesc(...), GaugeValue}.
func (f *finder) besideType(call *ast.CallExpr) metrics.Type {
	var node ast.Node = call
	if pair, ok := f.parents[node].(*ast.KeyValueExpr); ok {
		node = pair
	}
	literal, ok := f.parents[node].(*ast.CompositeLit)
	if !ok {
		return metrics.Unknown
	}
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			element = pair.Value
		}
		if t := valueType(element); t != metrics.Unknown {
			return t
		}
	}
	return metrics.Unknown
}

// holder returns the variable or field that a description is assigned to, also as a part of a literal.
func (f *finder) holder(node ast.Node) types.Object {
	switch parent := f.parents[node].(type) {
	case *ast.KeyValueExpr:
		if key, ok := parent.Key.(*ast.Ident); ok && f.info.Uses[key] != nil {
			if v, ok := f.info.Uses[key].(*types.Var); ok && v.IsField() && v.Name() != "desc" {
				return v
			}
		}
		return f.holder(parent)
	case *ast.CompositeLit, *ast.UnaryExpr:
		if literal, ok := parent.(*ast.CompositeLit); ok && len(literal.Elts) > 2 {
			return nil // a list or a map of many
		}
		return f.holder(parent)
	case *ast.AssignStmt:
		for i, right := range parent.Rhs {
			if right == node && len(parent.Lhs) == len(parent.Rhs) {
				return f.object(parent.Lhs[i])
			}
		}
	case *ast.ValueSpec:
		for i, value := range parent.Values {
			if value == node {
				return f.info.Defs[parent.Names[i]]
			}
		}
	}
	return nil
}

// handOver notes where the description that a variable or field holds is put, too.
func (f *finder) handOver(n ast.Node) {
	give := func(to, from ast.Expr) {
		if m := f.held[f.object(from)]; m != nil {
			if holder := f.object(to); holder != nil && f.held[holder] == nil {
				f.held[holder] = m
			}
		}
	}
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		give(n.Key, n.Value)
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				give(left, n.Rhs[i])
			}
		}
	}
}

// object returns the variable or field that an expression names.
func (f *finder) object(expr ast.Expr) types.Object {
	switch expr := expr.(type) {
	case *ast.Ident:
		return f.info.ObjectOf(expr)
	case *ast.SelectorExpr:
		if inner, ok := expr.X.(*ast.SelectorExpr); ok && expr.Sel.Name == "desc" {
			return f.object(inner)
		}
		return f.info.ObjectOf(expr.Sel)
	}
	return nil
}

// sample gives a description the type of the samples that are made of it.
func (f *finder) sample(call *ast.CallExpr) {
	if !strings.Contains(calledName(call), "Const") || len(call.Args) < 2 {
		return
	}
	if m := f.held[f.object(call.Args[0])]; m != nil && m.Type == metrics.Unknown {
		m.Type = sampleType(call)
	}
}

// sampleType returns the type of the samples that a call makes: NewConstMetric(desc, GaugeValue, ...).
func sampleType(call *ast.CallExpr) metrics.Type {
	switch name := calledName(call); {
	case strings.Contains(name, "ConstHistogram"):
		return metrics.Histogram
	case strings.Contains(name, "ConstSummary"):
		return metrics.Summary
	}
	return valueType(call.Args[1])
}

// literal adds the metric of a literal such as {name: "x", valueType: prometheus.GaugeValue, extraLabels: []string{"y"}}.
func (f *finder) literal(literal *ast.CompositeLit) {
	fields := fieldsOf(literal)
	if fields["name"] == nil || fields["valueType"] == nil {
		return
	}
	name, ok := f.text(fields["name"])
	var labels []string
	known := true
	if fields["extraLabels"] != nil {
		labels, known = f.list(fields["extraLabels"])
	}
	f.add(fields["name"], name, ok, valueType(fields["valueType"]), labels, known)
}

func fieldsOf(literal *ast.CompositeLit) map[string]ast.Expr {
	fields := map[string]ast.Expr{}
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				fields[key.Name] = pair.Value
			}
		}
	}
	return fields
}

// valueType returns the type that GaugeValue and CounterValue stand for.
func valueType(expr ast.Expr) metrics.Type {
	switch typeName(expr) {
	case "GaugeValue":
		return metrics.Gauge
	case "CounterValue":
		return metrics.Counter
	}
	return metrics.Unknown
}

// typeNamed returns the type that a word in the name of a Go type stands for.
func typeNamed(word string) metrics.Type {
	switch word {
	case "Counter":
		return metrics.Counter
	case "Gauge":
		return metrics.Gauge
	case "Histogram", "TimingHistogram":
		return metrics.Histogram
	case "Summary":
		return metrics.Summary
	}
	return metrics.Unknown
}

// typeName returns a name without its package.
func typeName(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.SelectorExpr:
		return expr.Sel.Name
	}
	return ""
}
