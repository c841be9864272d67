// Package timing knows when rules are evaluated.
package timing

import (
	"fmt"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// Interval returns how often the rules of a group are evaluated. An interval of 0 is none.
func Interval(project *lint.Project, group *rulefile.Group) time.Duration {
	if own, err := group.Interval.Duration(); err == nil && own > 0 {
		return own
	}
	return project.Target(group.File).EvaluationInterval
}

// Phrase says how often the rules of a group are evaluated, and where that is set: "the interval 1m of group disk".
func Phrase(project *lint.Project, group *rulefile.Group) string {
	interval := model.Duration(Interval(project, group))
	if own, err := group.Interval.Duration(); err == nil && own > 0 {
		return fmt.Sprintf("the interval %s of group %s", interval, group.Name.Value)
	}
	return fmt.Sprintf("the evaluation interval %s of Prometheus", interval)
}
