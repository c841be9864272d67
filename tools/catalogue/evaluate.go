package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// deepest is how many variables are followed for one value.
const deepest = 8

// evaluator works out the values of expressions that do not depend on the run of a program.
type evaluator struct {
	*code
	values map[types.Object]ast.Expr // of variables that are assigned once
}

func newEvaluator(c *code) *evaluator {
	e := &evaluator{c, map[types.Object]ast.Expr{}}
	again := map[types.Object]bool{}
	assign := func(left, right ast.Expr) {
		name, ok := left.(*ast.Ident)
		if !ok {
			return
		}
		object := c.info.ObjectOf(name)
		if object == nil || again[object] {
			return
		}
		if _, twice := e.values[object]; twice {
			delete(e.values, object)
			again[object] = true
			return
		}
		e.values[object] = right
	}
	for _, file := range c.files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if len(n.Values) == len(n.Names) {
						assign(name, n.Values[i])
					}
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if len(n.Rhs) == len(n.Lhs) {
						assign(left, n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	return e
}

// text returns the value of a string.
func (e *evaluator) text(expr ast.Expr) (string, bool) { return e.textAt(expr, 0) }

func (e *evaluator) textAt(expr ast.Expr, depth int) (string, bool) {
	if value := e.info.Types[expr].Value; value != nil && value.Kind() == constant.String {
		return constant.StringVal(value), true
	}
	if depth > deepest {
		return "", false
	}
	switch expr := expr.(type) {
	case *ast.ParenExpr:
		return e.textAt(expr.X, depth)
	case *ast.Ident:
		if value := e.values[e.info.ObjectOf(expr)]; value != nil {
			return e.textAt(value, depth+1)
		}
	case *ast.BinaryExpr:
		left, ok := e.textAt(expr.X, depth)
		right, also := e.textAt(expr.Y, depth)
		return left + right, ok && also && expr.Op == token.ADD
	case *ast.CallExpr:
		if calledName(expr) == "BuildFQName" && len(expr.Args) == 3 {
			return e.joined(expr.Args, depth)
		}
	}
	return "", false
}

// joined returns the parts of a name that are not empty, joined by underscores.
func (e *evaluator) joined(args []ast.Expr, depth int) (string, bool) {
	var parts []string
	for _, arg := range args {
		part, ok := e.textAt(arg, depth)
		if !ok {
			return "", false
		}
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "_"), true
}

// list returns the values of a list of strings.
func (e *evaluator) list(expr ast.Expr) ([]string, bool) { return e.listAt(expr, 0) }

func (e *evaluator) listAt(expr ast.Expr, depth int) ([]string, bool) {
	if depth > deepest {
		return nil, false
	}
	switch expr := expr.(type) {
	case *ast.Ident:
		if expr.Name == "nil" {
			return nil, true
		}
		if value := e.values[e.info.ObjectOf(expr)]; value != nil {
			return e.listAt(value, depth+1)
		}
	case *ast.CompositeLit:
		return e.texts(expr.Elts)
	case *ast.CallExpr:
		if calledName(expr) == "append" && len(expr.Args) > 0 && !expr.Ellipsis.IsValid() {
			first, ok := e.listAt(expr.Args[0], depth+1)
			rest, also := e.texts(expr.Args[1:])
			return append(first, rest...), ok && also
		}
	}
	return nil, false
}

func (e *evaluator) texts(all []ast.Expr) ([]string, bool) {
	var out []string
	for _, expr := range all {
		text, ok := e.text(expr)
		if !ok {
			return nil, false
		}
		out = append(out, text)
	}
	return out, true
}

// keys returns the keys of a map from strings.
func (e *evaluator) keys(expr ast.Expr) ([]string, bool) {
	switch expr := expr.(type) {
	case *ast.Ident:
		if expr.Name == "nil" {
			return nil, true
		}
		if value := e.values[e.info.ObjectOf(expr)]; value != nil && value != ast.Expr(expr) {
			if literal, ok := value.(*ast.CompositeLit); ok {
				return e.keys(literal)
			}
		}
	case *ast.CompositeLit:
		var out []string
		for _, element := range expr.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				return nil, false
			}
			key, ok := e.text(pair.Key)
			if !ok {
				return nil, false
			}
			out = append(out, key)
		}
		return out, true
	}
	return nil, false
}

// calledName returns the name of what is called, without its package or receiver.
func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
