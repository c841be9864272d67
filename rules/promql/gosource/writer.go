// Package gosource writes PromQL expressions as Go source that builds them with package promql: the inverse of printing.
//
//	w := gosource.Writer{Kind: func(metric string) gosource.Kind { ... }}
//	code, err := w.Expr(tree) // httpRequestsTotal.Where(`code="500"`).Rate(5 * time.Minute).Gt(1)
//	for _, m := range w.Metrics() {
//		fmt.Println(m.Var, "=", m.Declaration()) // httpRequestsTotal = promql.NewCounter("http_requests_total")
//	}
//
// The source is deterministic, and as gofmt wants it after format.Source. Its expression prints as PromQL that parses to the tree written,
// but for what makes no difference: parentheses, a plus sign, matchers given twice, durations for numbers.
package gosource

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// Kind is what a metric is declared as.
type Kind int

// The kinds of metrics. Parts of classic histograms and summaries are counters and gauges of their own.
const (
	Metric  Kind = iota // unknown
	Gauge               // goes up and down
	Counter             // goes up, until it resets
	Info                // is 1 and says something by its labels
)

// constructor returns the function of package promql that declares a metric of that kind.
func (k Kind) constructor() string {
	return [...]string{"NewMetric", "NewGauge", "NewCounter", "NewInfo"}[k]
}

// A Writer writes expressions that share the variables of their metrics. The zero value is ready to use.
type Writer struct {
	Kind  func(metric string) Kind // what a metric is; if nil nothing is known of any
	Taken func(name string) bool   // whether a name means something else where the source will stand; may be nil

	metrics map[string]Declared // by metric
	names   map[string]bool     // of variables
	imports map[string]bool
	errs    []error
}

// Declared is a metric that source reads by a variable.
type Declared struct {
	Var  string // Go name
	Name string // of the metric
	Kind Kind
}

// Declaration returns the Go expression that declares the metric.
func (d Declared) Declaration() string {
	return fmt.Sprintf("promql.%s(%q)", d.Kind.constructor(), d.Name)
}

// Metrics returns the metrics that all source written so far reads, sorted by the names of their variables.
func (w *Writer) Metrics() []Declared {
	return slices.SortedFunc(maps.Values(w.metrics), func(a, b Declared) int { return cmp.Compare(a.Var, b.Var) })
}

// Imports returns the packages of the standard library that all source written so far needs, sorted: math and time.
func (w *Writer) Imports() []string { return slices.Sorted(maps.Keys(w.imports)) }

// Expr returns the Go expression that builds tree, as Prometheus's parser made it: a promql.Vector for an instant vector, a promql.Scalar
// for a scalar. Other types are no rules. The error joins all that package promql cannot or will not say: selectors that no series matches,
// regular expressions that do not compile, names that hold blanks.
func (w *Writer) Expr(tree parser.Expr) (string, error) {
	w.errs = nil
	var code string
	switch t := tree.Type(); t {
	case parser.ValueTypeVector:
		code = w.vector(tree)
	case parser.ValueTypeScalar:
		code = w.scalar(tree)
	default:
		w.errorf("the expression is a %s, want an instant vector or a scalar", parser.DocumentedType(t))
	}
	if err := errors.Join(w.errs...); err != nil {
		return "", err
	}
	return layout(code), nil
}

func (w *Writer) errorf(format string, args ...any) {
	w.errs = append(w.errs, fmt.Errorf("gosource: "+format, args...))
}

// uses notes that the source needs a package and returns code.
func (w *Writer) uses(pkg, code string) string {
	if w.imports == nil {
		w.imports = map[string]bool{}
	}
	w.imports[pkg] = true
	return code
}

// unwrap returns e without the parentheses around it.
func unwrap(e parser.Expr) parser.Expr {
	for {
		switch outer := e.(type) {
		case *parser.ParenExpr:
			e = outer.Expr
		case *parser.StepInvariantExpr:
			e = outer.Expr
		case *parser.UnaryExpr:
			if outer.Op != parser.ADD {
				return e
			}
			e = outer.Expr
		default:
			return e
		}
	}
}
