// Package timing knows when rules are evaluated.
package timing

import (
	"fmt"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// Interval returns how often the rules of a group are evaluated, and says where that is set: "the interval 1m of group disk". An
// interval of 0 is none.
func Interval(project *lint.Project, group *rulefile.Group) (time.Duration, string) {
	if own, err := group.Interval.Duration(); err == nil && own > 0 {
		return own, fmt.Sprintf("the interval %s of group %s", model.Duration(own), group.Name.Value)
	}
	interval := project.Target(group.File).EvaluationInterval
	return interval, fmt.Sprintf("the evaluation interval %s of Prometheus", model.Duration(interval))
}
