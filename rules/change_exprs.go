package rules

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promwright/promwright/rules/promql"
)

// Threshold gives the alerts another threshold, see [promql.WithThreshold]. Where their summary and description say the old one, they say
// the new one: "less than 5% left". That a text has the old one twice, so that nobody can tell what is meant, is an error, which goes away if the text
// is given with Annotation before.
func (s *Selection) Threshold(n promql.Num) *Selection {
	return s.alertRules("Threshold", func(r *loadedRule) error {
		from := n
		if all := r.alert.thresholds(); len(all) == 1 { // else it is an error
			from = promql.Num(all[0])
		}
		return r.threshold(promql.WithThreshold(r.alert.Expr, n), from, n)
	})
}

// ThresholdFrom gives the alerts the threshold to in place of from, which tells apart those of an alert that has several, see
// [promql.WithThresholdFrom]. Texts follow as with Threshold.
func (s *Selection) ThresholdFrom(from, to promql.Num) *Selection {
	return s.alertRules("ThresholdFrom", func(r *loadedRule) error {
		return r.threshold(promql.WithThresholdFrom(r.alert.Expr, from, to), from, to)
	})
}

// threshold gives the alert an expression with another threshold.
func (r *loadedRule) threshold(changed promql.Vector, from, to promql.Num) error {
	if err := promql.Err(changed); err != nil {
		return unplaced(err)
	}
	before := r.alert.Expr.String()
	parts := partsOf(before, changed.String())
	err := r.follow(thresholdTexts(before, parts, float64(from), float64(to), r.alert.For))
	r.alert.Expr = changed
	return err
}

// Where adds matchers to every selector of the rules: Where(`cluster="prod"`). Metrics that rules of the set record are left alone, for those rules
// may have given the label up: it is the rules that are to have the matchers. That a rule reads one of them whose recording is not selected,
// too, is an error; see [Selection.WhereAll]. ALERTS and ALERTS_FOR_STATE, which alerts record, are left alone, too.
func (s *Selection) Where(matchers string) *Selection {
	recorded := s.set.recorded()
	except := slices.AppendSeq([]string{"ALERTS", "ALERTS_FOR_STATE"}, maps.Keys(recorded))
	own := map[*loadedRule]bool{}
	for _, r := range s.rules {
		own[r] = true
	}
	return s.exprs("Where", func(e promql.Vector) (promql.Vector, error) {
		for _, name := range metricNames(e.String()) {
			for _, r := range recorded[name] {
				if !own[r] {
					return e, fmt.Errorf("it reads %s, whose recording at %s is not selected: select it, too, or use WhereAll", name, r.at)
				}
			}
		}
		return promql.WithMatchers(e, matchers, except...), nil
	})
}

// WhereAll adds matchers to every selector of the rules, those of recorded metrics included: they must have the labels.
func (s *Selection) WhereAll(matchers string) *Selection {
	return s.exprs("WhereAll", func(e promql.Vector) (promql.Vector, error) { return promql.WithMatchers(e, matchers), nil })
}

// By keeps labels apart wherever the rules put series together, see [promql.WithAggregationLabels].
func (s *Selection) By(labels ...string) *Selection {
	return s.exprs("By", func(e promql.Vector) (promql.Vector, error) { return promql.WithAggregationLabels(e, labels...), nil })
}

// exprs changes the expressions of the rules. That none of them changes is an error.
func (s *Selection) exprs(call string, change func(promql.Vector) (promql.Vector, error)) *Selection {
	changed := len(s.rules) == 0
	s.each(call, func(r *loadedRule) error {
		e := r.expr()
		after, err := change(*e)
		if err == nil {
			err = promql.Err(after)
		}
		if err != nil {
			changed = true
			return unplaced(err)
		}
		changed = changed || after.String() != (*e).String()
		*e = after
		return nil
	})
	if !changed {
		s.set.fail("%s: %s changes none of %d expressions", s.what, call, len(s.rules))
	}
	return s
}

// expr returns where the expression of r is.
func (r *loadedRule) expr() *promql.Vector {
	if r.alert != nil {
		return &r.alert.Expr
	}
	return &r.recording.Expr
}

// recorded returns the rules of the set that record each metric.
func (l *Loaded) recorded() map[string][]*loadedRule {
	recorded := map[string][]*loadedRule{}
	for _, r := range l.those(func(r *loadedRule) bool { return r.recording != nil }) {
		recorded[r.recording.Name] = append(recorded[r.recording.Name], r)
	}
	return recorded
}

// unplaced returns err, which the set says the place of, with what package promql says is wrong and no more.
func unplaced(err error) error {
	faults := mistakes(err)
	if len(faults) == 0 {
		return err
	}
	var messages []string
	for _, fault := range faults {
		if text := fault.Message; !slices.Contains(messages, text) {
			messages = append(messages, text)
		}
	}
	return errors.New(strings.Join(messages, "; "))
}
