package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/promtool"
)

// verdictOptions are the flags of rulelint test that decide what passes.
type verdictOptions struct {
	compat, strict bool
	ignoreUnknown  bool
	features       []string
	maxSamples     int64
	maxMemory      string
	timeout        time.Duration
}

func (o *verdictOptions) flags(command *cobra.Command) {
	flags := command.Flags()
	flags.BoolVar(&o.compat, "promtool-compat", false, "promtool's own verdict, also where promtool is silent about mistakes")
	flags.BoolVar(&o.strict, "strict", false, "warnings are errors")
	flags.BoolVar(&o.ignoreUnknown, "ignore-unknown-fields", false, "accept fields of rule files that Prometheus does not know")
	flags.StringSliceVar(&o.features, "enable-feature", nil, "features of Prometheus: "+strings.Join(promtest.FeatureNames(), ", "))
	flags.Int64Var(&o.maxSamples, "max-samples", 0, "samples that a test may hold, and each query of it (0: 50000000 for each query)")
	flags.StringVar(&o.maxMemory, "max-memory", "", "memory that the series and alerts of a test may take, as 512MiB or 2GiB (none if not given)")
	flags.DurationVar(&o.timeout, "timeout", 0, "time that a test may take, as 10s (0: any)")
	complete(command, "enable-feature", promtest.FeatureNames())
}

// options returns how tests are to be run.
func (o *verdictOptions) options() (promtool.Options, error) {
	features, err := promtest.ParseFeatures(o.features...)
	if err != nil {
		return promtool.Options{}, fmt.Errorf("--enable-feature: %w", err)
	}
	memory, err := byteSize(o.maxMemory)
	if err != nil {
		return promtool.Options{}, fmt.Errorf("--max-memory: %w", err)
	}
	switch {
	case o.compat && o.strict:
		return promtool.Options{}, errors.New("--promtool-compat and --strict: promtool-compat has no warnings to make errors of, give one of them")
	case o.maxSamples < 0:
		return promtool.Options{}, fmt.Errorf("--max-samples %d is negative", o.maxSamples)
	case o.timeout < 0:
		return promtool.Options{}, fmt.Errorf("--timeout %v is negative", o.timeout)
	}
	return promtool.Options{
		Compat: o.compat, Strict: o.strict, IgnoreUnknownFields: o.ignoreUnknown, Features: features,
		Budget: promtest.Budget{Samples: o.maxSamples, Time: o.timeout, Memory: memory},
	}, nil
}

// units are those of bytes, the longer before those they end in.
var units = []struct {
	name string
	size int64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}}

// byteSize reads a number of bytes: 1048576, 512MiB, 2GB; nothing is 0.
func byteSize(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	number, size := text, int64(1)
	for _, u := range units {
		if rest, ok := strings.CutSuffix(text, u.name); ok {
			number, size = rest, u.size
			break
		}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
	if err != nil || n <= 0 || n > (1<<62)/size {
		return 0, fmt.Errorf("%q is not a size such as 1048576, 512MiB or 2GiB", text)
	}
	return n * size, nil
}

// nameFlags tells of tests that were beyond their budget which flag sets it.
func nameFlags(f *promtool.FileResult) {
	flag := map[string]string{"samples": "--max-samples", "time": "--timeout", "memory": "--max-memory"}
	for i, err := range f.Errors {
		var over *promtest.BudgetError
		if errors.As(err, &over) {
			f.Errors[i] = fmt.Errorf("%w: %s raises it", err, flag[over.Bound])
		}
	}
}
