// Package scrape reads what targets and Prometheus servers say of their metrics.
package scrape

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"github.com/promwright/promwright/rules/metrics"
)

// Page returns the metrics of a page that a target exposes, as Prometheus's text format 0.0.4 or as OpenMetrics; name is
// that of the page in errors.
func Page(name string, page []byte) ([]metrics.Metric, error) {
	p := parser(page)
	all := families{}
	for {
		entry, err := p.Next()
		switch {
		case errors.Is(err, io.EOF):
			return all.metrics(), nil
		case err != nil:
			return nil, fmt.Errorf("%s: after %d metrics: %w", name, len(all), err)
		}
		switch entry {
		case textparse.EntryType:
			family, kind := p.Type()
			all.get(string(family)).kind = kind
		case textparse.EntryUnit:
			family, unit := p.Unit()
			all.get(string(family)).unit = string(unit)
		case textparse.EntrySeries:
			_, _, value := p.Series()
			var series labels.Labels
			p.Labels(&series)
			all.add(series, value)
		}
	}
}

// parser returns the parser of the format of a page. OpenMetrics ends with # EOF, always.
func parser(page []byte) textparse.Parser {
	if bytes.HasSuffix(bytes.TrimRight(page, "\n"), []byte("# EOF")) {
		return textparse.NewOpenMetricsParser(page, labels.NewSymbolTable(), textparse.WithOMParserSTSeriesSkipped())
	}
	return textparse.NewPromParser(page, labels.NewSymbolTable(), false)
}

// families are what a page or a server says of metrics, by the name it declares a type for.
type families map[string]*family

// family is what is said of one metric.
type family struct {
	kind   model.MetricType
	unit   string
	suffix string // of OpenMetrics: what its series have behind the name, _total or _info
	series []labels.Labels
	values span
}

// span is the lowest and the highest value found; NaN if one is.
type span struct{ lowest, highest float64 }

func (all families) get(name string) *family {
	f := all[name]
	if f == nil {
		f = &family{values: span{math.Inf(1), math.Inf(-1)}}
		all[name] = f
	}
	return f
}

// add adds a series to the family that it is of.
func (all families) add(series labels.Labels, value float64) {
	name := series.Get(model.MetricNameLabel)
	f, part := all.of(name)
	if f == nil {
		f = all.get(name)
	}
	if part == "_total" || part == "_info" {
		f.suffix = part
	}
	f.values = span{min(f.values.lowest, value), max(f.values.highest, value)}
	f.series = append(f.series, series)
}

// parts are the suffixes that series have behind the name of their family, by its type.
var parts = map[model.MetricType][]string{
	model.MetricTypeHistogram:      {"_bucket", "_sum", "_count", "_created"},
	model.MetricTypeGaugeHistogram: {"_bucket", "_gsum", "_gcount"},
	model.MetricTypeSummary:        {"_sum", "_count", "_created"},
	model.MetricTypeCounter:        {"_total", "_created"},
	model.MetricTypeInfo:           {"_info"},
}

// of returns the family that series of a name belong to, and what they have behind its name; nil if none was declared.
func (all families) of(name string) (*family, string) {
	if f := all[name]; f != nil {
		return f, ""
	}
	for _, suffix := range []string{"_bucket", "_sum", "_count", "_gsum", "_gcount", "_created", "_total", "_info"} {
		base, ok := strings.CutSuffix(name, suffix)
		if f := all[base]; ok && f != nil {
			for _, part := range parts[f.kind] {
				if part == suffix {
					return f, suffix
				}
			}
		}
	}
	return nil, ""
}
