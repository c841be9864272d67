# make help lists the targets.
.DEFAULT_GOAL := help

READERS  := tools/helmcheck tools/k8scheck tools/readers tools/readers/thanos
MODULES  := . examples tools/bench tools/catalogue tools/differential $(READERS)
BIN      := bin/rulelint
PACKAGES := ./...

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(BIN) ## build the example alerts from Go, print, lint and test them, and draw their timelines
	@$(MAKE) --no-print-directory -C examples demo RULELINT=$(CURDIR)/$(BIN)

.PHONY: test
test: ## run every test of every module
	@set -e; for module in $(filter-out $(READERS),$(MODULES)); do echo "== $$module"; (cd $$module && go test ./...); done
	@$(MAKE) --no-print-directory readers

.PHONY: readers
readers: ## generated files against the programs that read them, uncached: Go does not see that files of other modules change
	@set -e; for module in $(READERS); do echo "== $$module"; (cd $$module && go test -count=1 ./...); done

.PHONY: sound
sound: ## what infer says, held against the engine on random expressions for a minute
	@go test ./rules/infer -run 'TestSound$$' -count=1 -v -seed $${SEED:-2} -budget $${BUDGET:-60s}

.PHONY: check
check: fmt-check vet staticcheck fresh cross ## gofmt, vet, staticcheck, generated files fresh, other platforms compile

.PHONY: fmt-check
fmt-check:
	@files=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$files" || { echo "not gofmt'd, run 'make fmt':"; echo "$$files"; exit 1; }

.PHONY: vet
vet:
	@set -e; for module in $(MODULES); do (cd $$module && go vet ./...); done

.PHONY: staticcheck
staticcheck: bin/staticcheck
	@set -e; for module in $(MODULES); do (cd $$module && $(CURDIR)/bin/staticcheck ./...); done

bin/staticcheck: tools/staticcheck/go.mod
	@mkdir -p bin && go -C tools/staticcheck build -o $(CURDIR)/$@ honnef.co/go/tools/cmd/staticcheck && touch $@

.PHONY: fresh
fresh: ## fail where a generated file or go.mod differs from what its source gives
	@set -e; for module in $(MODULES); do (cd $$module && go mod tidy -diff); done
	@git diff --quiet || echo "note: uncommitted changes, generated files are compared against the working tree"
	@before=$$(git status --porcelain; git diff); $(MAKE) --no-print-directory generate; after=$$(git status --porcelain; git diff); \
	  test "$$before" = "$$after" || { echo "generated files are stale: run 'make generate' and commit"; git status --short; exit 1; }

.PHONY: cross
cross:
	@set -e; for os in darwin windows; do GOOS=$$os GOARCH=arm64 go build -o /dev/null ./cmd/rulelint; done

.PHONY: fmt
fmt: ## gofmt every Go file
	gofmt -w $$(git ls-files '*.go')

.PHONY: generate
generate: ## regenerate everything that is generated
	@go generate ./... && $(MAKE) --no-print-directory -C examples generate

.PHONY: catalogue
catalogue: ## rewrite rules/metrics/catalogue from the exporters; fetches their modules
	@go -C tools/catalogue run .

$(BIN): FORCE
	@mkdir -p bin && go build -o $@ ./cmd/rulelint
FORCE:

.PHONY: build
build: $(BIN) ## build bin/rulelint

.PHONY: size
size: ## the binary's size stripped, and how long it takes to start
	@mkdir -p bin && go build -trimpath -ldflags='-s -w' -o bin/rulelint-stripped ./cmd/rulelint
	@ls -l bin/rulelint-stripped | awk '{ printf "%.1f MB stripped\n", $$5/1e6 }'
	@for i in 1 2 3 4 5; do /usr/bin/env bash -c 'TIMEFORMAT=%R; time bin/rulelint-stripped --version >/dev/null'; done 2>&1 | sort -n | awk '{ t[NR]=$$1 } END { printf "%.0f ms to start (median of %d)\n", 1000*t[int((NR+1)/2)], NR }'

bin/bench: $(wildcard tools/bench/*.go)
	@mkdir -p bin && go -C tools/bench build -o $(CURDIR)/$@ .

bin/promtool: tools/promtool/go.mod
	@mkdir -p bin && go -C tools/promtool build -o $(CURDIR)/$@ tool && touch $@

TESTS ?= ../shared/corpus/promtool-tests/passing/TESTS.txt

.PHONY: bench
bench: ## Go benchmarks of the engine and of tests, six times each: feed what two of these print to benchstat
	@go test -run '^$$' -bench . -count 6 ./internal/engine ./promtest/...

.PHONY: bench-promtool
bench-promtool: $(BIN) bin/bench bin/promtool ## promtool and rulelint on the test files that TESTS lists, in one run
	@bin/bench promtool -promtool bin/promtool -list $(TESTS) -only '$(ONLY)' -runs 3

.PHONY: conformance
conformance: bin/promtool ## what needs real rules and tests beside the checkout, the real promtool, or Prometheus's own rule groups
	@PROMTOOL=$(CURDIR)/bin/promtool go test -count=1 ./...
	@DIFFERENTIAL_SEEDS=2000 go -C tools/differential test -count=1 ./...
	@$(MAKE) --no-print-directory k8scheck
	@CATALOGUE=1 go -C tools/catalogue test -count=1 ./...

.PHONY: k8scheck
k8scheck: ## the generated PrometheusRules against the real CRD
	@go -C tools/k8scheck run . $(CURDIR)/examples/manifests/*.yaml

.PHONY: bench-lint
bench-lint: $(BIN) bin/bench ## 1,000 to 100,000 rules through every check: time, memory, and a profile by check
	@bin/bench lint
