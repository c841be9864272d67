package config

import (
	today "github.com/prometheus/alertmanager/matcher/parse"
	classic "github.com/prometheus/alertmanager/pkg/labels"
	"github.com/prometheus/prometheus/model/labels"
)

// kinds are the kinds of matchers, by those of Alertmanager.
var kinds = map[classic.MatchType]labels.MatchType{
	classic.MatchEqual:     labels.MatchEqual,
	classic.MatchNotEqual:  labels.MatchNotEqual,
	classic.MatchRegexp:    labels.MatchRegexp,
	classic.MatchNotRegexp: labels.MatchNotRegexp,
}

// parseMatchers reads matchers as an Alertmanager that is not told otherwise does: in the language it had before 0.27 where
// that understands them, and else in that of today.
func parseMatchers(text string) ([]*labels.Matcher, error) {
	read, err := classic.ParseMatchers(text)
	if err != nil {
		if read, err = today.Matchers(text); err != nil {
			return nil, err
		}
	}
	all := make([]*labels.Matcher, len(read))
	for i, m := range read {
		if all[i], err = labels.NewMatcher(kinds[m.Type], m.Name, m.Value); err != nil {
			return nil, err
		}
	}
	return all, nil
}
