package promtest

import (
	"fmt"
	"strings"
	"sync"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/engine"
)

// Features are what Prometheus leaves off unless its --enable-feature names it. A rule that needs one that is off is an error.
type Features struct {
	ExperimentalFunctions bool // promql-experimental-functions: info, limitk, sort_by_label and the like
	BinopFillModifiers    bool // promql-binop-fill-modifiers: fill, fill_left and fill_right
	UnquotedUTF8Names     bool // promql-unquoted-utf8-names
	DelayedNameRemoval    bool // promql-delayed-name-removal: a metric's name is dropped from the result, and seen until then
}

// featureNames are the names of features, in the order of messages. Those without a field are on in every Prometheus of today.
var featureNames = []struct {
	name  string
	field func(*Features) *bool
}{
	{"promql-experimental-functions", func(f *Features) *bool { return &f.ExperimentalFunctions }},
	{"promql-delayed-name-removal", func(f *Features) *bool { return &f.DelayedNameRemoval }},
	{"promql-duration-expr", nil},
	{"promql-extended-range-selectors", nil},
	{"promql-binop-fill-modifiers", func(f *Features) *bool { return &f.BinopFillModifiers }},
	{"promql-unquoted-utf8-names", func(f *Features) *bool { return &f.UnquotedUTF8Names }},
}

// FeatureNames returns the names that ParseFeatures knows.
func FeatureNames() []string {
	var names []string
	for _, f := range featureNames {
		names = append(names, f.name)
	}
	return names
}

// ParseFeatures returns the features that names of Prometheus's --enable-feature switch on, each with or without commas in it. A
// name that is unknown is an error.
func ParseFeatures(names ...string) (Features, error) {
	var f Features
	for name := range strings.SplitSeq(strings.Join(names, ","), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if err := f.enable(name); err != nil {
			return Features{}, err
		}
	}
	return f, nil
}

func (f *Features) enable(name string) error {
	for _, known := range featureNames {
		if known.name == name {
			if known.field != nil {
				*known.field(f) = true
			}
			return nil
		}
	}
	return fmt.Errorf("unknown feature %q (allowed: %s)", name, strings.Join(FeatureNames(), ", "))
}

// ParserOptions returns what Prometheus's parser has to accept.
func (f Features) ParserOptions() parser.Options {
	return parser.Options{
		EnableExperimentalFunctions: f.ExperimentalFunctions,
		EnableBinopFillModifiers:    f.BinopFillModifiers,
		EnableUnquotedUTF8Names:     f.UnquotedUTF8Names,
	}
}

// caches keep what was parsed, by Features: the tests of a package read the same rules again and again.
var caches sync.Map

func (f Features) cache() *engine.Cache {
	c, ok := caches.Load(f)
	if !ok {
		c, _ = caches.LoadOrStore(f, engine.NewCache())
	}
	return c.(*engine.Cache)
}
