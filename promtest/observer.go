package promtest

import (
	"context"
	"sync/atomic"

	"github.com/promwright/promwright/internal/engine"
)

// Observer looks at a test after its rules were evaluated: a *cover.Suite does.
type Observer interface {
	// Observe may be called from several goroutines. Its error is that of the test.
	Observe(ctx context.Context, run *engine.Run) error
}

// ObserveAll gives an observer to every test of the process that has none, from now on; nil takes it away. cover.Main does this for the
// tests of a package.
func ObserveAll(o Observer) { common.Store(&o) }

// common is the observer of tests that have none; nil or a nil interface: none.
var common atomic.Pointer[Observer]

// observe shows a run to the observer of the test.
func (p *prepared) observe(ctx context.Context, run *engine.Run) error {
	observer := p.test.Cover
	if all := common.Load(); observer == nil && all != nil {
		observer = *all
	}
	if observer == nil {
		return nil
	}
	return observer.Observe(ctx, run)
}
