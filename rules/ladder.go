package rules

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/promwright/promwright/rules/promql"
)

// Ladder is alerts about one thing at several thresholds, each step worse than the one before. In a [Group] it stands where an alert does,
// and becomes one alert for each step:
//
//	var Filesystem = rules.Ladder{
//		Alert: rules.Alert{
//			Name:    "NodeFilesystemAlmostOutOfSpace",
//			Expr:    avail.Div(size).Mul(100),
//			Summary: "Filesystem has less than <threshold>% space left.",
//		},
//		Guard: readonly.Eq(0),
//		Below: []rules.Step{
//			{At: 20, Severity: rules.Info, For: 30 * time.Minute},
//			{At: 10, Severity: rules.Warning, For: 10 * time.Minute},
//			{At: 5, Severity: rules.Critical, For: 5 * time.Minute},
//		},
//	}
//
// A value below 5 is below 20, too: [Ladder.Inhibitions] lets only the worst of them notify.
type Ladder struct {
	// Alert is what the alerts have in common. Its Expr is compared with the thresholds; what a step has goes before its For, Labels and
	// Annotations. Its Severity is left out.
	Alert Alert

	Guard promql.Vector // "and": what must hold besides; nil: nothing

	// Below or Above, one of the two, are the steps, the mildest first: falling thresholds below which, or rising ones above which
	// the alerts fire. Severities differ.
	Below, Above []Step

	// Equal are the labels that tell apart what the alerts are about, for [Ladder.Inhibitions]; nil: all that the expression keeps, which it must
	// be known to keep: its metrics are declared with their labels, or it aggregates by some.
	Equal []string
}

// Step is a step of a [Ladder].
type Step struct {
	At          promql.Num        // the threshold
	Severity    Severity          // must differ from those of the other steps
	For         time.Duration     // 0: that of the alert
	Labels      map[string]string // beside those of the alert, and before them
	Annotations map[string]string // beside those of the alert, and before them
}

// steps returns the steps, and whether they fall.
func (l Ladder) steps() (steps []Step, below bool) {
	if len(l.Below) > 0 {
		return l.Below, true
	}
	return l.Above, false
}

// build returns the alerts of the ladder. Their place is that of its expression.
func (l Ladder) build(b *builder, i int, group string) []PlainRule {
	b.subject = "ladder " + name(l.Alert.Name, i)
	if l.Alert.Expr != nil {
		b.origin = promql.At(l.Alert.Expr)
		b.at = b.origin
	}
	b.checkSteps(l)
	if len(b.errs) > 0 {
		return nil
	}
	var all []PlainRule
	for _, a := range l.alerts() {
		b.subject = "alert " + name(a.Name, i)
		all = append(all, b.alert(a, group))
	}
	b.errs = slices.CompactFunc(b.errs, func(x, y error) bool { return x.Error() == y.Error() }) // what the steps have in common
	return all
}

// checkSteps reports what is wrong with the steps of a ladder.
func (b *builder) checkSteps(l Ladder) {
	steps, below := l.steps()
	switch {
	case len(l.Below) > 0 && len(l.Above) > 0:
		b.errorf("steps are given Below and Above, want one of them")
	case len(steps) == 0:
		b.errorf("there are no steps, want some Below or Above")
	case l.Alert.Severity != "":
		b.errorf("the alert has severity %s, want one for each step", l.Alert.Severity)
	}
	word := map[bool]string{true: "below", false: "above"}[below]
	seen := map[Severity]int{}
	for i, s := range steps {
		if i > 0 && (s.At == steps[i-1].At || s.At < steps[i-1].At != below) {
			b.errorf("step %d is %s %s, after %s %s: want each step worse than the one before",
				i+1, word, decimal(s.At), word, decimal(steps[i-1].At))
		}
		if s.At != s.At {
			b.errorf("step %d is %s NaN, which nothing is", i+1, word)
		}
		switch other, ok := seen[s.Severity]; {
		case s.Severity == "":
			b.errorf("step %d, %s %s, has no severity", i+1, word, decimal(s.At))
		case ok:
			b.errorf("steps %d and %d both are %s, so that nothing tells them apart", other+1, i+1, s.Severity)
		default:
			seen[s.Severity] = i
		}
	}
}

// alerts returns the alert of each step.
func (l Ladder) alerts() []Alert {
	steps, below := l.steps()
	alerts := make([]Alert, len(steps))
	for i, s := range steps {
		a := l.Alert
		if a.Expr != nil {
			a.Expr = l.at(s.At, below)
		}
		a.Severity = s.Severity
		if s.For != 0 {
			a.For = s.For
		}
		a.Labels = overlaid(a.Labels, s.Labels)
		a.Annotations = overlaid(a.Annotations, s.Annotations)
		for _, text := range []*string{&a.Summary, &a.Description, &a.RunbookURL} {
			*text = strings.ReplaceAll(*text, Threshold, decimal(s.At))
		}
		for key, text := range a.Annotations {
			a.Annotations[key] = strings.ReplaceAll(text, Threshold, decimal(s.At))
		}
		alerts[i] = a
	}
	return alerts
}

// at returns the expression of a step.
func (l Ladder) at(threshold promql.Num, below bool) promql.Vector {
	compared := promql.AsInstant(l.Alert.Expr)
	if below {
		compared = compared.Lt(threshold)
	} else {
		compared = compared.Gt(threshold)
	}
	if l.Guard == nil {
		return compared
	}
	return compared.And(l.Guard)
}

// overlaid returns a map of both, the second before the first, and nil if there is nothing.
func overlaid(values, before map[string]string) map[string]string {
	if len(values)+len(before) == 0 {
		return nil
	}
	all := maps.Clone(values)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, before)
	return all
}

// Inhibitions returns the rules for Alertmanager by which, of the alerts about one thing, only that of the worst step notifies. The error
// says what is wrong with the ladder, or that it is not known which labels tell things apart.
func (l Ladder) Inhibitions() ([]Inhibition, error) {
	var b builder
	plain := l.build(&b, 0, "ladder")
	if len(b.errs) > 0 {
		return nil, errors.Join(b.errs...)
	}
	b.subject = "ladder " + l.Alert.Name
	equal := l.Equal
	if equal == nil {
		kept, why := keptLabels(l.alerts()[0].Expr)
		if why != "" {
			b.errorf("%s: declare metrics with their labels, or name them in Equal", why)
			return nil, errors.Join(b.errs...)
		}
		equal = kept
	}
	equal = slices.DeleteFunc(slices.Clone(equal), func(label string) bool {
		return slices.ContainsFunc(plain, func(r PlainRule) bool { _, set := r.Labels[label]; return set })
	})
	steps, _ := l.steps()
	var all []Inhibition
	for i := len(steps) - 1; i > 0; i-- {
		milder := make([]string, i)
		for j, s := range steps[:i] {
			milder[j] = string(s.Severity)
		}
		all = append(all, Inhibition{
			Source: []string{matcher("alertname", "=", l.Alert.Name), matcher("severity", "=", string(steps[i].Severity))},
			Target: []string{matcher("alertname", "=", l.Alert.Name), oneOf("severity", milder)},
			Equal:  equal,
		})
	}
	return all, nil
}

func matcher(label, op, value string) string { return label + op + strconv.Quote(value) }

// oneOf returns the matcher of a label that has one of values.
func oneOf(label string, values []string) string {
	if len(values) == 1 {
		return matcher(label, "=", values[0])
	}
	for i, v := range values {
		values[i] = regexp.QuoteMeta(v)
	}
	return matcher(label, "=~", strings.Join(values, "|"))
}
