// Package differential compares internal/engine with Prometheus's own rule groups on its own TSDB, on random rules and series:
// every alert, annotation, rule error and stored sample, step by step.
//
// It is a module of its own because prometheus/rules needs modules that the library must not. Run it by hand; the first build
// takes minutes:
//
//	cd tools/differential && go test .
//	DIFFERENTIAL_SEEDS=5000 go test .                     # more cases
//	DIFFERENTIAL_SEED=17 DIFFERENTIAL_SEEDS=1 go test .   # this case
//	DIFFERENTIAL_TIME=1h go test -timeout 0 -v .          # until the first difference, made small, or for this long
//	go test -run Features -features 1000 .                # how many of 1,000 cases exercise what
//
// It compares whole test files too, where PROMTOOL names a promtool of the same Prometheus:
//
//	PROMTOOL=$PWD/../../bin/promtool DIFFERENTIAL_FILES=2000 go test -run PromtoolAgrees -v .
package differential
