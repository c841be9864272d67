package enginetest

import (
	"fmt"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules"
)

// groups decides which rules there are, and then what they compute: so rules read each other, forwards and back.
func (g *generator) groups() []rules.PlainGroup {
	groups := make([]rules.PlainGroup, 1+g.IntN(3))
	for i := range groups {
		p := rules.PlainGroup{Name: fmt.Sprintf("g%d", i)}
		if g.once(5) {
			offset := pick(g, 0, time.Minute, 90*time.Second, 1500*time.Millisecond)
			p.QueryOffset = &offset
		}
		if g.once(5) {
			p.Limit = 1 + g.IntN(4)
		}
		if g.once(5) {
			p.Labels = map[string]string{"team": "core"}
		}
		for range 1 + g.IntN(6) {
			p.Rules = append(p.Rules, g.head())
		}
		groups[i] = p
	}
	for i := range groups {
		for j := range groups[i].Rules {
			r := &groups[i].Rules[j]
			r.Expr = g.valid(r.Alert != "")
		}
	}
	return groups
}

// head returns a rule without its expression.
func (g *generator) head() rules.PlainRule {
	if g.once(2) {
		return g.recording()
	}
	r := rules.PlainRule{Alert: pick(g, "A", "B", "C", "D")}
	g.alerts = append(g.alerts, r.Alert)
	r.For = pick(g, 0, 0, time.Minute, 5*time.Minute)
	r.KeepFiringFor = pick(g, 0, 0, 3*time.Minute, 10*time.Minute)
	if g.once(2) {
		r.Labels = map[string]string{"severity": g.template()}
	}
	if g.once(6) {
		r.Labels = map[string]string{pick(g, "a", "b"): pick(g, "x", "", "{{ $labels.a }}-", "{{ $value }}")}
	}
	r.Annotations = map[string]string{"text": g.template()}
	return r
}

func (g *generator) recording() rules.PlainRule {
	r := rules.PlainRule{Record: pick(g, "r0", "r1", "r2", "r3", "r4", "m1")}
	if g.once(12) {
		r.Record = pick(g, "m0", "ALERTS", "rü.x", "target_info")
	}
	g.recorded = append(g.recorded, r.Record)
	if g.once(3) {
		r.Labels = map[string]string{pick(g, "a", "b", "c", "l.é"): pick(g, "x", "y", "")}
	}
	return r
}

// template returns the text of a label or an annotation.
func (g *generator) template() string {
	return pick(g, "plain", "{{ $value }}", "{{ $labels.a }}", "{{ .Labels.b }}-{{ $labels.none }}", "{{ if gt $value 2.0 }}high{{ end }}",
		"{{ $value | humanize }}", "{{ $value | humanizeDuration }}", "{{ $labels | len }}", `{{ printf "%.1f" $value }}`, "{{ $externalLabels.dc }}",
		`{{ with query "max(r0)" }}{{ . | first | value }}{{ end }}`, `{{ query "max(r1)" | first | value }}`,
		`{{ with query "count(ALERTS)" }}{{ . | first | value }}{{ end }}`, `{{ range query "count by (alertstate) (ALERTS)" | sortByLabel "alertstate" }}{{ .Labels.alertstate }}{{ end }}`,
		`{{ with query "sum(m0 offset 1m)" }}{{ . | first | value }}{{ end }}`, "{{ $value | nonsense }}", "{{ query `)` }}", "{{ $labels.a | toUpper }}")
}

// valid returns a random expression that parses and is accepted.
func (g *generator) valid(alert bool) string {
	for {
		text := g.instant(1 + g.IntN(3))
		if g.once(30) {
			text = g.scalar(2)
		}
		if alert && !g.once(4) {
			text = fmt.Sprintf("(%s) %s", text, g.threshold())
		}
		if e, err := parser.NewParser(Options).ParseExpr(text); err == nil && g.accept(e) {
			return text
		}
	}
}

func (g *generator) threshold() string {
	return pick(g, "> ", "> ", "< ", ">= ", "<= ", "!= ", "== ", "> bool ", "== bool ") + pick(g, "0", "1", "2", "0.5", "3", "time() % 240 / 60")
}
