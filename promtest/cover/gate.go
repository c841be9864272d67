package cover

import (
	"fmt"
	"math"
)

// Check returns an error if less than min percent of the branches were seen, or if there is no rule. It says what is missing.
func (r *Report) Check(min float64) error {
	c := r.Count()
	switch {
	case c.All == 0:
		return fmt.Errorf("cover: no rule was loaded, %s%% of the branches must be covered", percentage(min))
	case c.Percent() >= min:
		return nil
	}
	missing := int(math.Ceil(min*float64(c.All)/100)) - c.Seen
	unreached := 0
	for _, rule := range r.Rules {
		if !rule.Reached {
			unreached++
		}
	}
	text := fmt.Sprintf("cover: %s%% of the branches are covered, %d of %d, below %s%%: %s missing",
		percentage(c.Percent()), c.Seen, c.All, percentage(min), count(missing, "branch", "branches"))
	if unreached > 0 {
		text += fmt.Sprintf("; %s never reached", count(unreached, "rule was", "rules were"))
	}
	return fmt.Errorf("%s", text)
}

// percentage writes a number of percent, rounded down to a tenth: what is not all must not look as if it were.
func percentage(p float64) string {
	return fmt.Sprint(tenths(p))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
