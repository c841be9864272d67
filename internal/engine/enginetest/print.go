package enginetest

import (
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/value"

	"github.com/promwright/promwright/internal/engine"
)

// String spells the rules, the series and when they are evaluated.
func (c Case) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "start %v interval %v end %v order %v\n", c.Config.Start.UTC(), c.Config.Interval, c.Config.End, c.Config.GroupOrder)
	for _, g := range c.Groups {
		offset := time.Duration(0)
		if g.QueryOffset != nil {
			offset = *g.QueryOffset
		}
		fmt.Fprintf(&b, "group %s limit %d offset %v labels %v\n", g.Name, g.Limit, offset, g.Labels)
		for _, r := range g.Rules {
			fmt.Fprintf(&b, "  %s%s: %s  for %v keep %v labels %v annotations %v\n", r.Record, r.Alert, r.Expr, r.For, r.KeepFiringFor, r.Labels, r.Annotations)
		}
	}
	for _, s := range c.Series {
		fmt.Fprintf(&b, "%s", s.Labels)
		for sample := range s.Samples {
			fmt.Fprintf(&b, " %s=%s", time.Duration(sample.T-c.start())*time.Millisecond, spell(sample))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// start returns the time of the first step in milliseconds.
func (c Case) start() int64 {
	if c.Config.Start.IsZero() {
		return 0
	}
	return c.Config.Start.UnixMilli()
}

func spell(s engine.Sample) string {
	switch {
	case s.H != nil:
		return s.H.TestExpression()
	case value.IsStaleNaN(s.V):
		return "stale"
	}
	return fmt.Sprint(s.V)
}
