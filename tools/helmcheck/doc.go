// Package helmcheck holds generated files against Helm: its tests render, with Helm's own engine, the files of
// rulegen/testdata that are made for charts, and compare what comes out with what the Kubernetes API server is to get.
package helmcheck
