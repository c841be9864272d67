// Package thanos holds generated files against Thanos Ruler, as package readers does against other programs. It needs an
// older Prometheus than they do.
package thanos
