package gosource

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"unicode/utf8"
)

// width is how long a line may be where it can be broken, in characters; a tab counts for four.
const width = 110

// layout returns code, an expression on one line, with line breaks where it is too long: before the methods of a chain, then around the
// arguments of a call.
func layout(code string) string {
	e, err := parser.ParseExpr(code)
	if err != nil {
		return code
	}
	l := layouter{code: code}
	l.expr(e, 0)
	return l.String()
}

// A layouter writes an expression in lines.
type layouter struct {
	strings.Builder
	code   string
	indent int
}

// text returns the source between two positions.
func (l *layouter) text(from, to token.Pos) string { return l.code[from-1 : to-1] }

// expr writes e, with tail characters to follow on its last line.
func (l *layouter) expr(e ast.Expr, tail int) {
	call, ok := e.(*ast.CallExpr)
	if !ok || l.fits(e, tail) {
		l.WriteString(l.text(e.Pos(), e.End()))
		return
	}
	if method, ok := call.Fun.(*ast.SelectorExpr); ok && chained(method.X) {
		l.expr(method.X, 1)
		if l.joins(method, call) {
			l.WriteString("." + l.text(method.Sel.Pos(), call.End()))
			return
		}
		l.WriteString(".")
		if setOperator := method.Sel.Name == "And" || method.Sel.Name == "Or" || method.Sel.Name == "Unless"; setOperator || !l.closed() {
			l.indent++
			defer func() { l.indent-- }()
			l.newline()
		}
		l.WriteString(method.Sel.Name)
	} else {
		l.WriteString(l.text(call.Fun.Pos(), call.Fun.End()))
	}
	l.args(call, tail)
}

// joins reports whether a method and its arguments follow the chain on the same line: it has a plain argument, as thresholds and factors are.
func (l *layouter) joins(method *ast.SelectorExpr, call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if _, ok := arg.(*ast.CallExpr); ok {
			return false
		}
	}
	return l.column()+utf8.RuneCountInString(l.text(method.Sel.Pos(), call.End())) < width
}

// args writes the arguments of a call, on lines of their own if they do not fit.
func (l *layouter) args(call *ast.CallExpr, tail int) {
	if l.column()+utf8.RuneCountInString(l.text(call.Lparen, call.End()))+tail <= width {
		l.WriteString(l.text(call.Lparen, call.End()))
		return
	}
	l.WriteString("(")
	if len(call.Args) == 1 {
		l.expr(call.Args[0], tail+1)
		l.WriteString(")")
		return
	}
	l.indent++
	for _, arg := range call.Args {
		l.newline()
		l.expr(arg, 1)
		l.WriteString(",")
	}
	l.indent--
	l.newline()
	l.WriteString(")")
}

// closed reports whether the line holds nothing but closing parentheses, with what follows them.
func (l *layouter) closed() bool {
	line := l.String()
	return strings.HasPrefix(strings.TrimLeft(line[strings.LastIndexByte(line, '\n')+1:], "\t"), ")")
}

// chained reports whether e is a call that a further method can stand below.
func chained(e ast.Expr) bool {
	_, ok := e.(*ast.CallExpr)
	return ok
}

func (l *layouter) fits(e ast.Expr, tail int) bool {
	return l.column()+utf8.RuneCountInString(l.text(e.Pos(), e.End()))+tail <= width
}

func (l *layouter) newline() {
	l.WriteString("\n" + strings.Repeat("\t", l.indent))
}

// column returns how many characters stand on the line.
func (l *layouter) column() int {
	line := l.String()
	line = line[strings.LastIndexByte(line, '\n')+1:]
	return utf8.RuneCountInString(line) + 3*strings.Count(line, "\t")
}
