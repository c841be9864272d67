// Package app declares metrics in the ways that exporters do. It is read by a test, and never built.
package app

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"example.org/app/names"
)

const namespace = "app"

var subsystem = "queue" // assigned once

var requestLabels = []string{"code", names.Method}

type typedDesc struct {
	desc      *prometheus.Desc
	valueType prometheus.ValueType
}

type collector struct {
	depth    *prometheus.Desc
	size     typedDesc
	latency  *prometheus.Desc
	duration *prometheus.Desc
	opaque   *prometheus.Desc
}

var requests = promauto.NewCounterVec(prometheus.CounterOpts{
	Namespace: namespace, Name: "requests_total", Help: "-",
	ConstLabels: prometheus.Labels{"version": "v2"},
}, append(requestLabels, "path"))

var ready = prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "app_ready"}, func() float64 { return 1 })

var options = prometheus.HistogramOpts{Namespace: namespace, Subsystem: subsystem, Name: "wait_seconds"}
var wait = prometheus.NewHistogramVec(options, []string{"queue"})

var builtIn = prometheus.NewDesc("app_build_info", "-", nil, prometheus.Labels{"revision": "x"})

func newCollector(dynamic string) *collector {
	duration := prometheus.NewDesc(namespace+"_duration_seconds", "-", []string{"step"}, nil)
	return &collector{
		depth:    prometheus.NewDesc(prometheus.BuildFQName(namespace, subsystem, "depth"), "-", []string{"queue"}, nil),
		size:     typedDesc{prometheus.NewDesc(prometheus.BuildFQName(namespace, "", "size_bytes"), "-", nil, nil), prometheus.GaugeValue},
		latency:  prometheus.NewDesc("app_latency_seconds", "-", dynamicLabels(), nil),
		duration: duration,
		opaque:   prometheus.NewDesc("app_"+dynamic, "-", nil, nil),
	}
}

func (c *collector) Collect(ch chan<- prometheus.Metric) {
	ch <- prometheus.MustNewConstMetric(c.depth, prometheus.GaugeValue, 1, "a")
	ch <- prometheus.MustNewConstSummary(c.latency, 1, 1, nil)
	ch <- prometheus.MustNewConstMetric(c.duration, prometheus.CounterValue, 1, "a")
	ch <- prometheus.MustNewConstMetric(
		prometheus.NewDesc("app_now_seconds", "-", nil, nil), prometheus.GaugeValue, 1)
}

var table = []struct {
	name        string
	valueType   prometheus.ValueType
	extraLabels []string
}{
	{name: "app_table_total", valueType: prometheus.CounterValue, extraLabels: []string{"row"}},
}

func dynamicLabels() []string { return nil }
