package promtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
)

// FromExposition is what a target exposes, in Prometheus's text format or in OpenMetrics, as constant series: one for every
// line of the page, with its value and, unlike a scraped one, without the labels job and instance unless the page has
// them. Timestamps, exemplars and the times at which counters were created are left out. The test reports a page that does
// not parse.
//
//	//go:embed metrics.prom
//	var page []byte
//
//	Series: append(promtest.FromExposition(page), promtest.Series{...}),
func FromExposition(page []byte) []Series {
	p := pageParser(page)
	var all []Series
	for {
		entry, err := p.Next()
		switch {
		case errors.Is(err, io.EOF) && len(all) > 0:
			return all
		case errors.Is(err, io.EOF):
			err = errors.New("no series")
			fallthrough
		case err != nil:
			err = fmt.Errorf("exposition: after %d series: %w", len(all), err)
			return []Series{{Timeline: Timeline{err: err}}}
		case entry == textparse.EntrySeries:
			_, _, v := p.Series()
			var series labels.Labels
			p.Labels(&series)
			all = append(all, Series{Metric: seriesText(series), Timeline: Const(v)})
		}
	}
}

// pageParser returns the parser of the format of a page. OpenMetrics ends with # EOF, always.
func pageParser(page []byte) textparse.Parser {
	if bytes.HasSuffix(bytes.TrimRight(page, "\n"), []byte("# EOF")) {
		return textparse.NewOpenMetricsParser(page, labels.NewSymbolTable(), textparse.WithOMParserSTSeriesSkipped())
	}
	return textparse.NewPromParser(page, labels.NewSymbolTable(), false)
}

// seriesText prints a series so that PromQL reads it: names that need quotes go into the braces.
func seriesText(l labels.Labels) string {
	plain := true
	l.Range(func(l labels.Label) { plain = plain && model.LegacyValidation.IsValidLabelName(l.Name) })
	if !plain || !model.LegacyValidation.IsValidMetricName(l.Get(model.MetricNameLabel)) {
		return l.String()
	}
	return metricText(l)
}
