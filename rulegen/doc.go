// Package rulegen writes rules as the files that platforms read: a PrometheusRule for the Prometheus operator, a rule file
// for Prometheus itself, and what Helm, Thanos, Mimir, VictoriaMetrics and Alertmanager want, see [Target].
//
// The same rules give the same bytes on every machine and in every release of this package: rules stand in declared
// order, labels and annotations are sorted, and nothing in the file tells a version or a time. A file in version
// control therefore differs from the Go code only where the rules do, which [Check] reports.
//
// A program of one call writes, checks and prints the files of a repository, see [Main].
package rulegen
