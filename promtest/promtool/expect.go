package promtool

import (
	"time"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
)

// What the fields of expectations are.
var (
	alertname  = param{"alertname", aText, "The alert. A rule of rule_files must define it.", true}
	from       = param{"from", aDuration, "Since the start of the test.", false}
	to         = param{"to", aDuration, "The first time that is no longer spoken of. Without it: the end of the test, included.", false}
	withLabels = param{"labels", someTexts, "Labels of the instance, among others. An empty text is a label that it has not.", false}
	matching   = param{"labels_match", someTexts, "Regular expressions, anchored, for labels of the instance.", false}
)

// ofState are the fields of expectations of a state.
var ofState = []param{
	alertname, from, to, withLabels, matching,
	{"annotations", someTexts, "Annotations that the instance has at from, among others.", false},
	{"annotations_match", someTexts, "Regular expressions, anchored, for annotations of the instance at from.", false},
	{"value", aNumber, "What the expression is for the instance at every evaluation.", false},
	{"within", aNumber, "How far it may be off value, absolute.", false},
	{"count", aCount, "How many instances there are at every evaluation. Without it: at least one, the same all the time.", false},
}

// expectation is a field of a test whose items are expectations of one kind.
type expectation struct {
	name   string
	doc    string
	params []param
	make   func(a args, where string) promtest.Expectation
}

// expectations are all that alerts may be expected to do.
var expectations = []expectation{
	{"exp_firing", "Alerts of which an instance is firing at every evaluation.", ofState, func(a args, where string) promtest.Expectation {
		return promtest.Firing{Alert: a.text("alertname"), From: a.duration("from"), To: a.duration("to"), Labels: a.texts("labels"), LabelsMatch: a.texts("labels_match"),
			Annotations: a.texts("annotations"), AnnotationsMatch: a.texts("annotations_match"), Value: a.value(), Within: a.number("within"), Count: int(a.whole("count")), Where: where}
	}},
	{"exp_pending", "Alerts of which an instance is pending at every evaluation.", ofState, func(a args, where string) promtest.Expectation {
		return promtest.Pending{Alert: a.text("alertname"), From: a.duration("from"), To: a.duration("to"), Labels: a.texts("labels"), LabelsMatch: a.texts("labels_match"),
			Annotations: a.texts("annotations"), AnnotationsMatch: a.texts("annotations_match"), Value: a.value(), Within: a.number("within"), Count: int(a.whole("count")), Where: where}
	}},
	{"exp_fires_within", "Alerts of which an instance begins to fire soon after something happened, and not before.", []param{
		alertname,
		{"within", aDuration, "How long after that it fires at the latest.", true},
		{"of", aDuration, "When it happened, since the start of the test.", false},
		withLabels, matching,
	}, func(a args, where string) promtest.Expectation {
		return promtest.FiresWithin{Alert: a.text("alertname"), Within: a.duration("within"), Of: a.duration("of"), Labels: a.texts("labels"), LabelsMatch: a.texts("labels_match"), Where: where}
	}},
	{"exp_resolved", "Alerts that fired before, and of which no instance is pending or firing.", []param{alertname, from, to, withLabels, matching}, func(a args, where string) promtest.Expectation {
		return promtest.Resolved{Alert: a.text("alertname"), From: a.duration("from"), To: a.duration("to"), Labels: a.texts("labels"), LabelsMatch: a.texts("labels_match"), Where: where}
	}},
	{"exp_quiet", "Alerts of which no instance is pending or firing.", []param{alertname, from, to, withLabels, matching}, func(a args, where string) promtest.Expectation {
		return promtest.Quiet{Alert: a.text("alertname"), From: a.duration("from"), To: a.duration("to"), Labels: a.texts("labels"), LabelsMatch: a.texts("labels_match"), Where: where}
	}},
	{"exp_steady", "Alerts that do not flap.", []param{
		alertname,
		{"transitions", aCount, "How often an instance begins or stops firing at most, in all.", true},
		from, to, withLabels, matching,
	}, func(a args, where string) promtest.Expectation {
		return promtest.Steady{Alert: a.text("alertname"), Transitions: int(a.whole("transitions")), From: a.duration("from"), To: a.duration("to"), Labels: a.texts("labels"), LabelsMatch: a.texts("labels_match"), Where: where}
	}},
}

// value returns the field value as promtest has it.
func (a args) value() *float64 {
	if !a.has("value") {
		return nil
	}
	return new(a.number("value"))
}

// expectFields are the fields of a test that hold our expectations.
func (r *reader) expectFields(g *group) fields {
	f := fields{
		"end":          func(n *yaml.Node) { g.end, g.endAt = r.duration(n, "end"), r.resolve(n) },
		"nothing_else": func(n *yaml.Node) { r.nothingElse(n, g) },
	}
	for _, e := range expectations {
		f[e.name] = func(n *yaml.Node) {
			r.list(n, e.name, func(n *yaml.Node) {
				a := r.args(n, "an item of "+e.name, e.params)
				if !a.broken {
					g.want(e.make(a, r.where(a.node)), a)
				}
			})
		}
	}
	return f
}

// nothingElse reads true, or the alerts that it is about.
func (r *reader) nothingElse(n *yaml.Node, g *group) {
	n = r.resolve(n)
	e := promtest.NothingElse()
	e.Where = r.where(n)
	a := args{node: n, nodes: map[string]*yaml.Node{}}
	switch {
	case n.Kind != yaml.SequenceNode:
		if !r.boolean(n, "nothing_else") {
			return
		}
	case len(n.Content) == 0:
		r.fail(n, "nothing_else names no alert: true is all of them")
		return
	default:
		r.list(n, "nothing_else", func(n *yaml.Node) { e.Alerts = append(e.Alerts, r.text(n, "an entry of nothing_else")) })
	}
	g.want(e, a)
}

// want adds an expectation of ours to the test.
func (g *group) want(e promtest.Expectation, a args) {
	if g.ours == nil {
		g.ours = map[int]args{}
	}
	g.ours[len(g.test.Want)] = a
	g.test.Want = append(g.test.Want, e)
}

// finish decides how long a test lasts. One with expectations of ours lasts until its end, or as package promtest says.
func (r *reader) finish(g *group) {
	switch {
	case g.endAt != nil && g.end <= 0:
		r.fail(g.endAt, "end must be above 0")
	case g.endAt != nil && g.test.End > g.end:
		r.fail(g.endAt, "end %s is before %s, the latest eval_time", model.Duration(g.end), model.Duration(g.test.End))
	case g.endAt != nil:
		g.test.End = g.end
	case len(g.ours) > 0:
		g.test.End = 0
	case g.test.End == 0 && len(g.test.Want) > 0:
		g.test.End = time.Nanosecond // one evaluation: 0 would be the end of the series
	}
}
