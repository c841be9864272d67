package differential

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/teststorage"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
	own "github.com/promwright/promwright/rules"
)

// oracle runs a case as promtool does: samples up to the step are appended, then every group is evaluated.
type oracle struct {
	t       *testing.T
	c       enginetest.Case
	storage storage.Storage
	plain   storage.Queryable
	engine  *promql.Engine
	groups  []*rules.Group
	pending [][]engine.Sample
	facts   []string
	kept    bool // an alert was kept firing
}

func newOracle(t *testing.T, c enginetest.Case) *oracle {
	store, err := teststorage.NewWithError()
	require.NoError(t, err)
	o := &oracle{t: t, c: c, storage: store}
	o.plain = plain{o.storage}
	interval := c.Config.Interval.Milliseconds()
	o.engine = promql.NewEngine(promql.EngineOpts{
		MaxSamples:               50_000_000,
		Timeout:                  time.Hour,
		NoStepSubqueryIntervalFn: func(int64) int64 { return interval },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		Parser:                   parser.NewParser(c.Config.Parser),
	})
	o.c.Series = slices.Clone(c.Series)
	slices.SortFunc(o.c.Series, func(a, b engine.Series) int { return labels.Compare(a.Labels, b.Labels) })
	for _, s := range o.c.Series {
		o.pending = append(o.pending, slices.Collect(s.Samples))
	}
	opts := &rules.ManagerOptions{
		QueryFunc:    rules.EngineQueryFunc(o.engine, o.plain),
		AppendableV2: forgiving{o.storage, map[string]written{}},
		Context:      t.Context(),
		NotifyFunc:   func(context.Context, string, ...*rules.Alert) {},
		Logger:       promslog.NewNopLogger(),
	}
	for i := range c.Groups {
		o.groups = append(o.groups, o.group(&c.Groups[i], opts))
	}
	return o
}

func (o *oracle) close() { require.NoError(o.t, o.storage.Close()) }

func (o *oracle) group(g *own.PlainGroup, opts *rules.ManagerOptions) *rules.Group {
	var list []rules.Rule
	for _, r := range g.Rules {
		expr, err := parser.NewParser(o.c.Config.Parser).ParseExpr(r.Expr)
		require.NoError(o.t, err)
		merged := map[string]string{}
		for _, ls := range []map[string]string{g.Labels, r.Labels} {
			for name, value := range ls {
				merged[name] = value
			}
		}
		if r.Record != "" {
			list = append(list, rules.NewRecordingRule(r.Record, expr, labels.FromMap(merged)))
			continue
		}
		list = append(list, rules.NewAlertingRule(r.Alert, expr, r.For, r.KeepFiringFor, labels.FromMap(merged),
			labels.FromMap(r.Annotations), o.c.Config.ExternalLabels, "", true, promslog.NewNopLogger()))
	}
	return rules.NewGroup(rules.GroupOptions{
		Name: g.Name, File: "f", Interval: o.c.Config.Interval, Limit: g.Limit, Rules: list, Opts: opts, QueryOffset: g.QueryOffset,
	})
}

// run evaluates all steps, and notes what there is to see after each.
func (o *oracle) run() {
	cfg := o.c.Config
	for at := time.Duration(0); at <= cfg.End; at += cfg.Interval {
		now := o.start().Add(at)
		o.append(now.UnixMilli())
		for _, g := range o.groups {
			g.Eval(o.t.Context(), now)
		}
		o.look(at)
	}
}

// start returns the time of step 0.
func (o *oracle) start() time.Time {
	if o.c.Config.Start.IsZero() {
		return time.Unix(0, 0)
	}
	return o.c.Config.Start
}

// append stores the samples up to now, each time in a transaction of its own as scrapes are: a stale marker and the histogram
// after it would come out of one transaction in the wrong order, and the marker be dropped.
func (o *oracle) append(now int64) {
	for {
		next := int64(math.MaxInt64)
		for _, samples := range o.pending {
			if len(samples) > 0 {
				next = min(next, samples[0].T)
			}
		}
		if next > now {
			return
		}
		o.appendAt(next)
	}
}

func (o *oracle) appendAt(at int64) {
	app := o.storage.AppenderV2(o.t.Context())
	for i, samples := range o.pending {
		if len(samples) == 0 || samples[0].T != at {
			continue
		}
		s := samples[0]
		if s.H != nil {
			s.H = s.H.Copy() // the TSDB changes what it is given
		}
		_, err := app.Append(0, o.c.Series[i].Labels, 0, s.T, s.V, nil, s.H, storage.AppendV2Options{})
		require.NoError(o.t, err)
		o.pending[i] = samples[1:]
	}
	require.NoError(o.t, app.Commit())
}

// look notes alerts and errors.
func (o *oracle) look(at time.Duration) {
	for _, g := range o.groups {
		for i, r := range g.Rules() {
			if err := r.LastError(); err != nil {
				o.facts = append(o.facts, failure(at, g.Name(), i, err))
			}
			a, ok := r.(*rules.AlertingRule)
			if !ok {
				continue
			}
			for _, alert := range a.ActiveAlerts() {
				o.kept = o.kept || alert.State == rules.StateFiring && !alert.KeepFiringSince.IsZero()
				if alert.State == rules.StatePending || alert.State == rules.StateFiring {
					o.facts = append(o.facts, active(at, g.Name(), i, alert.Labels, alert.State.String(), alert.Annotations))
				}
			}
		}
	}
}

// refusals are in errors of the storage. A rule keeps the last of several, in an order that is up to chance in Prometheus.
var refusals = []string{"duplicate sample", "out of order", "observation count"}

// failure drops what an error says of series and values.
func failure(at time.Duration, group string, rule int, err error) string {
	text, _, _ := strings.Cut(err.Error(), " {")
	for _, r := range refusals {
		if strings.Contains(text, r) {
			text = "a sample is refused"
		}
	}
	return fmt.Sprintf("%v %s/%d failed: %s", at, group, rule, text)
}

func active(at time.Duration, group string, rule int, ls labels.Labels, state string, annotations labels.Labels) string {
	return fmt.Sprintf("%v %s/%d %s %s %s", at, group, rule, ls, state, annotations)
}
