// Package engine evaluates rule groups over series on a virtual clock, with Prometheus's own PromQL engine
// over columns in memory. It is the only place of the module that evaluates PromQL.
package engine
