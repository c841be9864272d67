// Package enginetest makes random rules and series, to compare evaluators with each other.
package enginetest

import (
	"math/rand/v2"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/rules"
)

// Options are what generated expressions need: every optional part of the language.
var Options = parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true, EnableUnquotedUTF8Names: true}

// Case is what one evaluation takes.
type Case struct {
	Groups []rules.PlainGroup
	Series []engine.Series
	Config engine.Config
}

// Random returns the case of a seed. Its expressions parse, and accept says yes to each.
func Random(seed uint64, accept func(parser.Expr) bool) Case {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 2)), accept: accept}
	c := Case{Config: g.config()}
	g.start = c.start()
	c.Series = g.series(c.Config)
	for _, s := range c.Series {
		g.given = append(g.given, s.Labels.Get("__name__"))
	}
	c.Groups = g.groups()
	return c
}

// generator makes rules and series of few names, labels and values, so that they meet often.
type generator struct {
	*rand.Rand
	accept   func(parser.Expr) bool
	start    int64    // of the run, in milliseconds
	given    []string // names of the input series
	recorded []string // names that rules of the case record
	alerts   []string // and of its alerts
}

func pick[T any](g *generator, of ...T) T { return of[g.IntN(len(of))] }

// once returns true in one of n cases.
func (g *generator) once(n int) bool { return g.IntN(n) == 0 }

func (g *generator) config() engine.Config {
	interval := pick(g, time.Minute, time.Minute, time.Minute, 30*time.Second, 15*time.Second, 2*time.Minute, 5*time.Minute, 37*time.Second)
	return engine.Config{
		Start:      pick(g, time.Time{}, time.Time{}, time.Unix(1_700_000_000, 0), time.UnixMilli(1_700_000_013_500)),
		Interval:   interval,
		End:        time.Duration(g.IntN(30))*interval + pick(g, 0, 0, interval/3),
		Parser:     Options,
		GroupOrder: pick(g, nil, []string{"g1"}, []string{"g2", "g0"}),

		ExternalLabels: pick(g, labels.EmptyLabels(), labels.FromStrings("dc", "eu")),
	}
}
