package judge

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	texttemplate "text/template"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/template"
	"github.com/prometheus/prometheus/util/features"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// world is data to expand a template with. What fails in every world fails on the data of every server.
//
// Labels are never absent and queries never empty, so that a template does not pass by printing nothing.
type world struct {
	label     string // the value of every label
	histogram bool   // values are histograms
}

// worlds are tried in order. Labels are long enough to be cut to pieces.
var worlds = []world{
	{label: strings.Repeat("a", 64)}, // a name, also of a metric
	{label: "1111111111"},            // a number, also of seconds
	{label: "1111111m"},              // a duration
}

// ofHistogram matches templates that look into the value, which only a histogram allows.
var ofHistogram = lazyregexp.New(`(?:\$value|\.Value)\.`)

// expand expands a template in every world until one does not fail. It returns the first failure, if all do.
func expand(text string) error {
	possible := worlds
	if ofHistogram.MatchString(text) {
		possible = append(slices.Clone(worlds), world{label: "1111111111", histogram: true})
	}
	var first error
	for _, w := range possible {
		err := w.expand(text)
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// name finds what may be the name of a label: a field, or a string.
var name = lazyregexp.New("[.\"`]([\\pL_][\\pL\\pN_]*)")

// expand expands a template as Prometheus does.
func (w world) expand(text string) error {
	values := map[string]string{}
	for _, m := range name.FindAllStringSubmatch(text, -1) {
		values[m[1]] = w.label
	}
	sample := promql.Sample{T: 0, F: 1, Metric: labels.FromMap(values)}
	if w.histogram {
		sample.H = &histogram.FloatHistogram{Count: 1, Sum: 1}
	}
	query := func(_ context.Context, expr string, _ time.Time) (promql.Vector, error) {
		_, err := promqlParser.ParseExpr(expr)
		var all parser.ParseErrors
		if errors.As(err, &all) {
			return nil, fmt.Errorf("%s is not PromQL: %w", quote(expr), all[0].Err)
		}
		return slices.Repeat(promql.Vector{sample}, 3), err
	}
	const externalURL = "http://prometheus.example:9090/prefix"
	data := template.AlertTemplateData(values, maps.Clone(values), externalURL, sample)
	address := &url.URL{Scheme: "http", Host: "prometheus.example:9090", Path: "/prefix"}
	expander := template.NewTemplateExpander(context.Background(), prelude+text, templateName, data, 0, query, address, nil)
	expander.Funcs(texttemplate.FuncMap{"printf": printf})
	_, err := expander.Expand()
	return err
}

// templateName is what errors call the template.
const templateName = "t"

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// garbled is the error of a printf that does not fail, but prints a complaint.
type garbled string

func (g garbled) Error() string { return "prints " + quote(string(g)) }

// printf is the function of that name, except that it fails where it would print a complaint.
func printf(format string, arguments ...any) (string, error) {
	printed := fmt.Sprintf(format, arguments...)
	if isGarbled(printed) {
		return "", garbled(printed)
	}
	return printed, nil
}

// functions has the name of every function that a template may call, as the parser of templates wants it.
var functions = func() map[string]any {
	names := map[string]any{}
	for _, builtin := range []string{
		"and", "call", "eq", "ge", "gt", "html", "index", "js", "le", "len", "lt", "ne", "not", "or", "print", "printf",
		"println", "slice", "urlquery",
	} {
		names[builtin] = true
	}
	registry := features.NewRegistry()
	template.RegisterFeatures(registry)
	for name := range registry.Get()[features.TemplatingFunctions] {
		names[name] = true
	}
	return names
}()
