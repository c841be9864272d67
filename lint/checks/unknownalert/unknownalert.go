// Package unknownalert finds selectors of ALERTS that no alert of the project meets.
package unknownalert

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds selectors of ALERTS that no alert of the project meets.
var Check = &lint.Check{
	Name:     "unknownalert",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

// stateLabel is where ALERTS says whether an alert is pending or firing.
const stateLabel = "alertstate"

func run(pass *lint.Pass) {
	l := &look{pass: pass, infer: pass.Project.Infer(), alerts: map[string][]*rulefile.Rule{}, near: map[string]string{}}
	for rule := range pass.Rules() {
		if name := rule.Name().Value; rule.IsAlert() {
			if l.alerts[name] == nil {
				l.names = append(l.names, name)
			}
			l.alerts[name] = append(l.alerts[name], rule)
		}
	}
	for rule := range pass.Rules() {
		expr, err := rule.Query()
		if err != nil {
			continue
		}
		parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
			if e, ok := node.(*parser.VectorSelector); ok && (e.Name == "ALERTS" || e.Name == "ALERTS_FOR_STATE") {
				l.at(rule, e)
			}
			return nil
		})
	}
}

// look is a look at a project.
type look struct {
	pass   *lint.Pass
	infer  *infer.Rules
	names  []string // of the alerts
	alerts map[string][]*rulefile.Rule
	near   map[string]string // names of alerts by names that no alert has
}

// at looks at one selector of ALERTS.
func (l *look) at(rule *rulefile.Rule, e *parser.VectorSelector) {
	for _, m := range e.LabelMatchers {
		if m.Name == stateLabel && !m.Matches("pending") && !m.Matches("firing") && !m.Matches("") {
			l.report(rule, e, fmt.Sprintf("no alert has %s: the state is pending or firing", m), nil)
			return
		}
		if m.Name == model.AlertNameLabel && l.unknown(rule, e, m) {
			return
		}
	}
	if len(l.infer.Recorded(e)) == 0 {
		l.labels(rule, e)
	}
}

// unknown reports the names that a matcher asks for and no alert has, where one is so near that it must be meant; and tells
// whether there were any.
func (l *look) unknown(rule *rulefile.Rule, e *parser.VectorSelector, m *labels.Matcher) bool {
	asked := []string{m.Value}
	if m.Type == labels.MatchRegexp || m.Type == labels.MatchNotRegexp {
		asked = m.SetMatches() // of a negated one there are none
	}
	found := false
	for _, name := range asked {
		if l.alerts[name] != nil {
			continue
		}
		if near := l.nearest(name); near != "" && !slices.Contains(asked, near) {
			l.report(rule, e, fmt.Sprintf("no alert is called %s: did you mean %s?", name, near), l.alerts[near][0])
			found = true
		} else if other := l.akin(rule, name); near == "" && m.Type == labels.MatchEqual && other != nil {
			l.report(rule, e, fmt.Sprintf("no alert is called %s: was it renamed to %s?", name, other.Name().Value), other)
			found = true
		}
	}
	return found
}

// akin returns an alert beside a rule in its file whose name ends in the same word as name; nil if there is none.
func (l *look) akin(rule *rulefile.Rule, name string) *rulefile.Rule {
	ending := lastWord(name)
	for other := range rule.File.Rules() {
		if ending != "" && other.IsAlert() && other != rule && len(other.Name().Value) > len(ending) && lastWord(other.Name().Value) == ending {
			return other
		}
	}
	return nil
}

// lastWord returns the last word of a name such as InstanceDown; empty for a name of one word.
func lastWord(name string) string {
	at := strings.LastIndexFunc(name, unicode.IsUpper)
	if at <= 0 || len(name)-at < 3 {
		return ""
	}
	return name[at:]
}

// nearest returns the name of the alert that a name was probably meant to be; empty if there is none.
func (l *look) nearest(name string) string {
	near, ok := l.near[name]
	if !ok {
		near = nearest.Name(name, l.names)
		l.near[name] = near
	}
	return near
}

// labels reports a matcher that none of the alerts meets that are asked for by name.
func (l *look) labels(rule *rulefile.Rule, e *parser.VectorSelector) {
	name := ""
	for _, m := range e.LabelMatchers {
		if m.Name == model.AlertNameLabel && m.Type == labels.MatchEqual {
			name = m.Value
		}
	}
	for _, alert := range l.alerts[name] {
		for _, m := range e.LabelMatchers {
			value, ok := alert.Labels.Get(m.Name)
			if ok && !m.Matches(value.Value) && m.Name != model.AlertNameLabel {
				l.report(rule, e, fmt.Sprintf("no alert %s has %s: its %s is %s", name, m, m.Name, value.Value), alert)
				return
			}
		}
	}
}

func (l *look) report(rule *rulefile.Rule, e *parser.VectorSelector, message string, alert *rulefile.Rule) {
	d := lint.Diagnostic{File: rule.File, Span: rule.NodeSpan(e), Message: message}
	if alert != nil {
		d.Related = []lint.Related{{File: alert.File, Span: alert.Name().Whole(), Message: alert.Name().Value + " is here"}}
	}
	l.pass.Report(d)
}
